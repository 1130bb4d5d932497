import { mayLogIn } from './cleartext.ts'

/** Whether credentials open the door, after they were compared. */
const acceptsLogin = (login: { readonly matches: boolean; readonly account: string }): boolean =>
  login.matches

/** The questions about logins that a saboteur may answer. */
export const saslSeams = { 'auth.may-log-in': mayLogIn, 'login.accepts': acceptsLogin } as const
