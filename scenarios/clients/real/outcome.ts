import type { Attempt, Moment, Reply, SessionRecord, SmtpCommand } from '../../evidence/evidence.ts'
import type { Address } from '../address.ts'
import type { Credentials } from '../smtp.ts'
import { asReply, parseReplyLine } from '../smtp-reply.ts'

/** One message for a real client to send, through the forwarder at `address`. */
export interface RealMail {
  readonly address: Address
  /** The name given in EHLO. */
  readonly name: string
  readonly from: string | null
  readonly to: string | readonly string[]
  readonly message: string
  readonly credentials?: Credentials
  /** How long to wait for each answer, in milliseconds of real time. */
  readonly within?: number
}

/**
 * What came of a real client's attempt: how far it got, and the reply it got there or why there was none. `log` is what
 * it wrote itself, without secrets. If some of several recipients are refused, it sends to the others, and the refusals
 * at `rcpt` show in the record only.
 */
export interface RealOutcome {
  readonly at: SmtpCommand
  readonly reply?: Reply
  readonly why?: string
  readonly log: readonly string[]
  readonly missing?: never
}

/** A client that is not installed on this machine. */
export interface Missing {
  readonly missing: string
}

/** The outcome as an attempt; its line is the last in the record with the decisive code. */
export function realAttempt(outcome: RealOutcome, session: SessionRecord, when: Moment): Attempt {
  const { at, reply } = outcome
  const isDecisive = ({ dir, octets }: SessionRecord['lines'][number]) =>
    dir === 'S' && reply !== undefined && octets.startsWith(String(reply.code))
  const decisive = session.lines.findLastIndex(isDecisive)
  const line = decisive === -1 ? session.lines.length - 1 : decisive
  return { kind: 'attempt', session: session.id, line, at, when, ...(reply ? { reply } : { lost: true }) }
}

/** Reads a whole reply as clients report it, its lines separated by LF or CRLF; undefined if it is not a reply. */
export function readWholeReply(said: string): Reply | undefined {
  const lines = said.trim().split(/\r?\n/).map(parseReplyLine)
  const read = lines.filter((line) => line !== undefined)
  const [first] = read
  if (first === undefined || read.length < lines.length) return undefined
  return asReply(
    Number(first.code),
    read.map(({ text }) => text),
  )
}

/** The recipients as a list. */
export const recipientsOf = ({ to }: RealMail): readonly string[] => (typeof to === 'string' ? [to] : to)
