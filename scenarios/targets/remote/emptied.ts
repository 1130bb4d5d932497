import { openPop3, type Address } from '#clients'
import { createRecorder } from '../../evidence/recorder.ts'
import type { Deadlines, Shortfall, StagedAccount } from '../target.ts'
import type { TargetFile } from './file.ts'
import { trustOf } from './trust.ts'

/** Where mailboxes can be emptied, if they can. */
function maildropsOf({ services }: TargetFile): Address | undefined {
  const service = services.pop3s ?? services.pop3
  if (!service) return undefined
  const { host, port, tls } = service
  return { host, port, ...(tls !== 'none' && { tls: { mode: tls, ...trustOf(service) } }) }
}

/**
 * Deletes all mail of these accounts over POP3, in a session that is no part of the story.
 *
 * @returns undefined, or why a mailbox may not be empty
 */
export async function empties(
  file: TargetFile,
  accounts: readonly StagedAccount[],
  deadlines: Deadlines,
): Promise<Shortfall | undefined> {
  const address = maildropsOf(file)
  for (const account of address ? accounts : []) {
    const said = address && (await emptiesOne(address, account, deadlines))
    if (said !== undefined) return { need: `an empty mailbox of ${account.address}`, why: said }
  }
  return undefined
}

const now = (): number => Date.now()

async function emptiesOne(
  address: Address,
  { login, password }: StagedAccount,
  deadlines: Deadlines,
): Promise<string | undefined> {
  const tap = createRecorder(now).opens({ client: 'housekeeper', service: 'pop3', source: 'here' })
  const session = await openPop3(address, tap, { now, deadlines })
  const secured =
    session.greeting.ok && address.tls?.mode === 'starttls' ? await session.startsTls() : session.greeting
  const admitted = secured.ok ? await session.logsIn({ login, password }) : secured
  if (!admitted.ok) {
    await session.ends()
    return `it cannot be emptied over POP3: ${admitted.said}`
  }
  const { messages = 0 } = await session.counts()
  for (let number = 1; number <= messages; number++) {
    const deleted = await session.deletes(number)
    if (!deleted.ok) return `message ${number} cannot be deleted: ${deleted.said}`
  }
  const left = await session.quits()
  return left.ok ? undefined : `its messages cannot be deleted: ${left.said}`
}
