import type { Recorder } from '../../evidence/recorder.ts'
import { transactionsOf, type Transaction } from '../../evidence/transactions.ts'
import type { Envelope } from '#dsl'

/** What has become of the messages with one envelope on their way into the target. */
export interface Passage {
  /** True when at least one was sent, taken or not, or may have been: until silence is proved, it may arrive. */
  readonly handedOver: boolean
  /** How many the target has taken for these recipients, or may have taken: they have to be waited for. */
  readonly due: number
}

/** @param envelope in the target's own names; a message for these recipients among others counts */
export function passageOf(recorder: Recorder, envelope: Envelope): Passage {
  const sessions = recorder.sessions()
  const found = sessions
    .flatMap((session) => transactionsOf(session))
    .filter((transaction) => transaction.handedOver && isNamedIn(transaction, envelope))
  const due = found.filter(
    ({ taken, recipients }) =>
      taken &&
      [envelope.to].flat().every((path) => recipients.some((one) => one.accepted && same(one.path, path))),
  )
  // If a session is not kept to its end, nobody knows what else was sent in it.
  const mayBeMore = sessions.some(({ leftOut }) => leftOut !== undefined)
  return { handedOver: found.length > 0 || mayBeMore, due: due.length }
}

const isNamedIn = ({ reversePath, recipients }: Transaction, { from, to }: Envelope): boolean =>
  same(reversePath, from) && [to].flat().every((path) => recipients.some((one) => same(one.path, path)))

const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase()
