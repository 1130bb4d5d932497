import { mayLogIn } from './cleartext.ts'
import type { SentCredentials } from './mechanisms.ts'

/** Credentials, compared. */
export interface ComparedLogin {
  readonly matches: boolean
  readonly account: string
  readonly sent: SentCredentials
  /** Whether the account may act as the identity asked for. */
  readonly mayAct: boolean
}

/** Whether credentials open the door, after they were compared. */
const acceptsLogin = ({ matches, mayAct }: ComparedLogin): boolean => matches && mayAct

/** What of a password is compared: all of it, as it is written. */
export const comparedPassword = (password: string): string => password

/** The questions about logins that a saboteur may answer. */
export const saslSeams = {
  'auth.may-log-in': mayLogIn,
  'login.accepts': acceptsLogin,
  'login.compared-password': comparedPassword,
} as const
