import { readAddresses } from '../../message/addresses.ts'
import { readDate } from '../../message/dates.ts'
import { wordsDecoded } from '../../message/encoded-words.ts'
import { valueOf } from '../../message/header.ts'
import { headerOf } from '../../message/known.ts'
import type { NumberedMessage } from '../../store/account.ts'
import { baseSubject } from './base-subject.ts'
import { folded } from './condition.ts'

/** What SORT and THREAD look at in a message. Texts are folded. */
export interface Outline {
  /** The number by which it is told. */
  readonly number: number
  readonly receivedAt: number
  /** When it was sent; where it does not say, when it arrived. */
  readonly sentAt: number
  readonly octets: number
  readonly from: string
  readonly to: string
  readonly cc: string
  /** The subject without what replies put around it. */
  readonly subject: string
  /** Whether the subject is that of a reply or of something forwarded. */
  readonly isAnswer: boolean
  readonly id: string | undefined
  /** The messages it answers, the oldest first. */
  readonly references: readonly string[]
}

/** No message is taken to answer more. */
const mostReferences = 50

/** Reads the outline of a message; yields where it may be interrupted. */
export async function* outlineOf(
  { number, message: { uid, receivedAt, octets } }: NumberedMessage,
  isByUid: boolean,
): AsyncGenerator<undefined, Outline> {
  const { fields } = yield* headerOf(octets)
  const text = (name: string) => valueOf(fields, name) ?? ''
  const { base, isAnswer } = baseSubject(wordsDecoded(text('subject')))
  const references = idsIn(text('references')).slice(-mostReferences)
  return {
    number: isByUid ? uid : number,
    receivedAt,
    sentAt: readDate(text('date'))?.instant ?? receivedAt,
    octets: octets.size,
    from: firstMailbox(text('from')),
    to: firstMailbox(text('to')),
    cc: firstMailbox(text('cc')),
    subject: folded(base),
    isAnswer,
    id: idsIn(text('message-id'))[0],
    references: references.length > 0 ? references : idsIn(text('in-reply-to')).slice(0, 1),
  }
}

const idsIn = (value: string): readonly string[] => value.match(/<[^<>\s]+>/g) ?? []

function firstMailbox(value: string): string {
  for (const { mailbox } of readAddresses(value)) return folded(mailbox ?? '')
  return ''
}
