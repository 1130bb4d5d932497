import { row, type Row } from '../command.ts'
import { append } from './append.ts'
import { authenticate } from './authenticate.ts'
import { capability } from './capability.ts'
import { copy, move, uidCopy, uidMove } from './copy.ts'
import { enable } from './enable.ts'
import { expunge, uidExpunge } from './expunge.ts'
import { fetch, uidFetch } from './fetch.ts'
import { create, remove, rename, subscribe, unsubscribe } from './folders.ts'
import { idle } from './idle.ts'
import { login } from './login.ts'
import { list, lsub, namespace } from './list.ts'
import { check, close, examine, select, unselect } from './mailbox.ts'
import { id, logout, noop, starttls } from './plain.ts'
import { search, uidSearch } from './search.ts'
import { sort, thread, uidSort, uidThread } from './sort.ts'
import { status } from './status.ts'
import { store, uidStore } from './store.ts'

const rows: readonly Row[] = [
  row(capability),
  row(noop),
  row(logout),
  row(id),
  row(starttls),
  row(login),
  row(authenticate),
  row(select),
  row(examine),
  row(list),
  row(lsub),
  row(namespace),
  row(status),
  row(create),
  row(remove),
  row(rename),
  row(subscribe),
  row(unsubscribe),
  row(fetch),
  row(uidFetch),
  row(store),
  row(uidStore),
  row(search),
  row(uidSearch),
  row(sort),
  row(uidSort),
  row(thread),
  row(uidThread),
  row(append),
  row(copy),
  row(uidCopy),
  row(move),
  row(uidMove),
  row(expunge),
  row(uidExpunge),
  row(enable),
  row(idle),
  row(check),
  row(close),
  row(unselect),
]

/** Every command there is, by verb in upper case. */
export const commands: ReadonlyMap<string, Row> = new Map(rows.map((one) => [one.verb, one]))

/** The capabilities that these commands stand for. */
export const brought: readonly string[] = [...new Set(rows.flatMap(({ brings }) => brings))]
