/** Whether TLS may begin in a session, where there is a certificate. */
const mayBeginTls = (session: { readonly secure: boolean }): boolean => !session.secure

/** The questions of the SMTP services that a saboteur may answer. */
export const smtpSeams = { 'tls.may-begin': mayBeginTls } as const

export type SmtpSeams = typeof smtpSeams
