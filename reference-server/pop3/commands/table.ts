import { row, type Row } from '../command.ts'
import { apop } from './apop.ts'
import { auth } from './auth.ts'
import { capa } from './capa.ts'
import { dele, retr, top } from './messages.ts'
import { list, stat, uidl } from './listings.ts'
import { noop, rset } from './noop-rset.ts'
import { quit } from './quit.ts'
import { stls } from './stls.ts'
import { pass, user } from './user-pass.ts'

const rows: readonly Row[] = [
  row(user),
  row(pass),
  row(apop),
  row(auth),
  row(capa),
  row(stls),
  row(stat),
  row(list),
  row(uidl),
  row(retr),
  row(top),
  row(dele),
  row(noop),
  row(rset),
  row(quit),
]

/** Every command there is, by verb in upper case. */
export const commands: ReadonlyMap<string, Row> = new Map(rows.map((one) => [one.verb, one]))
