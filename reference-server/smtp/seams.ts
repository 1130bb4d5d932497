import { receivedField } from './received.ts'

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
  'tls.may-begin': mayBeginTls,
  'recipient.joins': joinsTransaction,
  'message.kept': keptAsSent,
  'message.received-field': receivedField,
  'declared-size.is-too-large': isTooLarge,
} as const

export type SmtpSeams = typeof smtpSeams
