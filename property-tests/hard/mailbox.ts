import type { Ground } from './attack.ts'
import { enterWithData } from './entering.ts'

/** Sends some small messages, so that there is something to read. */
export async function filledMailbox(ground: Pick<Ground, 'enters'>): Promise<void> {
  for (let left = 5; left > 0; left -= 1) {
    await delivers(ground, [`Subject: ${left}\r\n\r\n${'some text\r\n'.repeat(200)}`])
  }
}

/** Sends a message in pieces. @returns whether it was taken */
export async function delivers(
  ground: Pick<Ground, 'enters'>,
  pieces: Iterable<string | Buffer>,
  within = 20_000,
): Promise<boolean> {
  const intruder = await enterWithData(ground)
  if (!intruder) return false
  for (const piece of pieces) await intruder.sends(piece, within)
  await intruder.sends('\r\n.\r\n')
  const reply = await intruder.hears(/\n/, within)
  intruder.leaves()
  return reply.startsWith('250')
}
