/** Whether TLS may begin in a session, where there is a certificate. */
const mayBeginTls = (session: { readonly secure: boolean }): boolean => !session.secure

/** Whether a recipient joins the transaction, whatever its reply says, given the number of others. */
const joinsTransaction = ({ permitted }: { readonly permitted: boolean; readonly others: number }): boolean =>
  permitted

/** The questions of the SMTP services that a saboteur may answer. */
export const smtpSeams = { 'tls.may-begin': mayBeginTls, 'recipient.joins': joinsTransaction } as const

export type SmtpSeams = typeof smtpSeams
