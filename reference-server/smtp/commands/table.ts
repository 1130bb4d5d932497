import { auth } from './auth.ts'
import { ehlo, helo } from './hello.ts'
import { expn, help, noop, quit, starttls, vrfy } from './plain.ts'
import { data, mail, rcpt, rset } from './transaction.ts'

const rows = [helo, ehlo, mail, rcpt, data, rset, noop, quit, vrfy, expn, help, auth, starttls]

/** Every command there is, by verb in upper case. */
export const commands = new Map(rows.map((one) => [one.verb, one]))
