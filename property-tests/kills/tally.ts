import { accountsIn } from '../../reference-server/store/testing.ts'
import { openDataFolder } from '../../reference-server/store/data-folder.ts'
import { isProblem } from '../../reference-server/store/problem.ts'
import { realClock } from '../../reference-server/surroundings/real-clock.ts'
import { recipients, type Known } from './load.ts'

/** What became of messages, each copy counted. */
export interface Tally {
  readonly acknowledged: number
  readonly there: number
  readonly doubled: number
  readonly lost: number
  /** Copies that differ from what was sent. */
  readonly damaged: number
}

export const nothingYet: Tally = { acknowledged: 0, there: 0, doubled: 0, lost: 0, damaged: 0 }

/** Adds what is in the mailboxes of a data folder to what was counted before, and empties them. */
export async function tally(data: string, { offered, acknowledged }: Known, before: Tally): Promise<Tally> {
  await using store = openDataFolder(data, new Date())
  const accounts = accountsIn(store, realClock)
  const sum = { ...before }
  for (const recipient of recipients) {
    const inbox = await accounts.of(recipient).open('INBOX')
    if (isProblem(inbox)) throw new Error(`${recipient}: ${inbox.problem}`)
    const messages = await inbox.fetch({ from: 1, to: Number.MAX_SAFE_INTEGER })
    const seen = new Set<string>()
    for (const { octets } of messages) {
      const [, word = '', rest] =
        /\r\nSubject: (\d+)\r\n\r\n([^]*)$/.exec((await octets.read()).toString()) ?? []
      if (!offered.has(word) || !/^(?:x{76}\r\n)+$/.test(rest ?? '')) sum.damaged += 1
      if (seen.has(word)) sum.doubled += 1
      seen.add(word)
    }
    sum.acknowledged += acknowledged.size
    sum.there += seen.size
    sum.lost += [...acknowledged].filter((word) => !seen.has(word)).length
    await inbox.expunge(messages.map(({ uid }) => uid))
  }
  return sum
}
