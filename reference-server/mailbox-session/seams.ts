import type { SentCredentials } from '../sasl/mechanisms.ts'

/** Something done in a mailbox session by an account, or with its credentials. */
export interface MailboxMoment {
  readonly what: 'login' | 'refused-login' | 'command' | 'goodbye'
  readonly protocol: 'pop3' | 'imap'
  /** Whether it was said within TLS. */
  readonly secure: boolean
  /** The credentials that the session offered last. */
  readonly sent: SentCredentials
}

/** Whether the rules hear of it as a login. */
const isLogin = ({ what }: MailboxMoment): boolean => what === 'login'

/** The questions of mailbox sessions that a saboteur may answer. */
export const mailboxSeams = { 'mailbox.is-login': isLogin } as const
