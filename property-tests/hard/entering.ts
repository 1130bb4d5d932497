import type { Door, Ground } from './attack.ts'
import type { Intruder } from './intruder.ts'
import { account } from './stage.ts'

/** Enters a door and says some lines, each after the previous one has been answered. */
export async function enterWith(
  { enters }: Pick<Ground, 'enters'>,
  door: Door,
  steps: readonly string[],
  as?: number,
): Promise<Intruder | undefined> {
  const intruder = await enters(door, as)
  if (!intruder) return undefined
  if (door !== 'control') await intruder.hears(/\n/, 2000)
  for (const step of steps) {
    await intruder.sends(step)
    await intruder.hears(/\n/, door === 'control' ? 20 : 2000)
  }
  return intruder
}

/** Goes as far as DATA, with a message for the only account. */
export const enterWithData = (ground: Pick<Ground, 'enters'>, as?: number): Promise<Intruder | undefined> =>
  enterWith(
    ground,
    'mx',
    [
      'EHLO client.test\r\n',
      'MAIL FROM:<eve@elsewhere.test>\r\n',
      `RCPT TO:<${account.address}>\r\n`,
      'DATA\r\n',
    ],
    as,
  )
