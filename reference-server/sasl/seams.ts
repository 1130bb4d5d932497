import { mayLogIn } from './cleartext.ts'
import type { proofIn } from './mechanisms.ts'

/** Credentials, compared. */
export interface ComparedLogin {
  readonly matches: boolean
  readonly account: string
  readonly by: ReturnType<typeof proofIn>
}

/** Whether credentials open the door, after they were compared. */
const acceptsLogin = ({ matches }: ComparedLogin): boolean => matches

/** The questions about logins that a saboteur may answer. */
export const saslSeams = { 'auth.may-log-in': mayLogIn, 'login.accepts': acceptsLogin } as const
