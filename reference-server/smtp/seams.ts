import { upperCase } from '../policy/ascii.ts'
import type { Path } from '../policy/facts.ts'
import type { PathProblem } from './path.ts'
import { receivedField } from './received.ts'
import type { ReplyName } from './replies.ts'
import type { Answer, Session, SmtpState, Standing } from './session.ts'

/** Which verb was meant by the one that was sent; letter case does not matter (RFC 5321 §2.4). */
const verbMeant = (sent: string): string => upperCase(sent)

/** What is taken for the line that a client sent. */
const lineHeard = (sent: string): string => sent

/** What was heard: a line, a message, or nothing yet, and where the session stood. */
export interface Heard {
  readonly line: string
  readonly is: 'opening' | 'line' | 'message'
  readonly session: Session
}

/** What is answered to what was heard. */
const answerGiven = (due: Answer, _heard: Heard): Answer => due

/** Which address is meant by what stands between the brackets of a path. */
const pathMeant = (read: Path | PathProblem, _written: string): Path | PathProblem => read

/** What is taken for the octets that arrive after 354. */
const messageHeard = (sent: Buffer): Buffer => sent

/** The state a command is judged by. */
const stateFor = (_verb: string, state: SmtpState): SmtpState => state

/** What stays of a session after an answer to its last command, which is given as it was sent. */
const standingAfter = (
  standing: Standing,
  answer: Pick<Answer, 'standing' | 'reply'>,
  _command: string,
): Standing => (answer.standing ? { ...standing, ...answer.standing } : standing)

/** Which reply is given where this one is due. */
const replyGiven = (due: ReplyName): ReplyName => due

/** Whether TLS may begin in a session, where there is a certificate. */
const mayBeginTls = (session: { readonly secure: boolean }): boolean => !session.secure

/** Whether a recipient joins the transaction, whatever its reply says, given the number of others. */
const joinsTransaction = ({ permitted }: { readonly permitted: boolean; readonly others: number }): boolean =>
  permitted

/** What is kept of the octets that came after 354. */
const keptAsSent = (pieces: readonly Buffer[]): readonly Buffer[] => pieces

/** Whether MAIL declares more than is taken (RFC 1870 §6.1). */
const isTooLarge = (declared: number, largest: number): boolean => declared > largest

/** The questions of the SMTP services that a saboteur may answer. */
export const smtpSeams = {
  'line.heard': lineHeard,
  'line.answered': answerGiven,
  'path.meant': pathMeant,
  'message.heard': messageHeard,
  'command.verb-meant': verbMeant,
  'command.state': stateFor,
  'session.standing-after': standingAfter,
  'reply.given': replyGiven,
  'tls.may-begin': mayBeginTls,
  'recipient.joins': joinsTransaction,
  'message.kept': keptAsSent,
  'message.received-field': receivedField,
  'declared-size.is-too-large': isTooLarge,
} as const

export type SmtpSeams = typeof smtpSeams
