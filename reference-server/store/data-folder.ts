import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { createSqliteStore, resultCodeOf } from './sqlite-store.ts'
import type { Store } from './store.ts'

/** A data folder that cannot be used, and why, in one line. */
export class DataRefused extends Error {
  constructor(folder: string, reason: string, cause?: unknown) {
    super(`${folder}: ${reason}`, { cause })
    this.name = 'DataRefused'
  }
}

/** Marks a database as mailspec's: `mail` in ASCII. */
const applicationId = 0x6d61696c

/** The format of the database: it changes when a table changes in a way that an older program would misread. */
const format = 1

/**
 * Opens the folder in which a server keeps its mail, and creates it if needed. One process at a time holds it, until
 * the store is disposed of or the process ends, however it ends.
 *
 * @param since shown to other processes that ask for the folder meanwhile
 * @throws DataRefused for a folder that is in use, damaged, of a newer version, or that cannot be written
 */
export function openDataFolder(folder: string, since: Date): Store {
  const database = join(folder, 'mail.sqlite')
  const opener = join(folder, 'opened-by')
  try {
    makeFolder(folder)
    const isEmpty = !existsSync(database) || statSync(database).size === 0
    // SQLite would start an empty database in place of the lost one.
    if (isEmpty && existsSync(opener)) throw new DataRefused(folder, 'mail.sqlite is damaged: it is empty')
    const isWhole = isEmpty || !isCutOff(database)
    const db = openDatabase(database, folder)
    if (!isWhole) {
      db.close()
      throw new DataRefused(folder, 'mail.sqlite is damaged: it is cut off')
    }
    writeFileSync(opener, `process ${process.pid} since ${since.toISOString()}\n`)
    return createSqliteStore(db)
  } catch (cause) {
    if (cause instanceof DataRefused) throw cause
    const reason = cause instanceof Error ? cause.message : String(cause)
    if (resultCodeOf(cause) === busy) throw new DataRefused(folder, `in use by ${whoOpened(opener)}`, cause)
    const isDamaged = damaged.includes(resultCodeOf(cause))
    throw new DataRefused(
      folder,
      isDamaged ? `mail.sqlite is damaged: ${reason}` : `cannot be written: ${reason}`,
      cause,
    )
  }
}

/** Not as Node does it with `recursive`: that never ends below /proc, where nothing can be made. */
function makeFolder(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return
  makeFolder(dirname(folder))
  mkdirSync(folder, { mode: 0o700 })
}

/**
 * Tells whether a database ends within a page: SQLite would take what is missing for zeros, and notice when it reads
 * them. Where it left a log, its process was killed, and the log mends the page.
 */
function isCutOff(database: string): boolean {
  const log = `${database}-wal`
  if (existsSync(log) && statSync(log).size > 0) return false
  return statSync(database).size % pageSize !== 0
}

/** What SQLite makes pages of, in octets, unless told otherwise. */
const pageSize = 4096

// Result codes of SQLite.
const busy = 5
const damaged: readonly (number | undefined)[] = [11, 26]

/** Opens a database for this process alone. @throws DataRefused, and what SQLite throws */
function openDatabase(database: string, folder: string): DatabaseSync {
  const db = new DatabaseSync(database)
  try {
    // The operating system releases the lock when the process ends, so a dead holder blocks nobody.
    db.exec('PRAGMA locking_mode = EXCLUSIVE')
    db.exec('PRAGMA journal_mode = WAL')
    db.exec('PRAGMA synchronous = FULL')
    const mark = numberOf('application_id', db)
    const written = numberOf('user_version', db)
    const isNew = db.prepare('SELECT name FROM sqlite_schema').get() === undefined
    if (!isNew && mark !== applicationId) throw new DataRefused(folder, "mail.sqlite is not mailspec's")
    if (written > format) {
      const versions = `format ${written}, this one knows ${format}`
      throw new DataRefused(folder, `mail.sqlite was written by a newer mailspec (${versions})`)
    }
    // Written every time, so that a folder that cannot be written is reported now and not at the first message.
    db.exec(`BEGIN; PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${format}; COMMIT`)
    return db
  } catch (cause) {
    db.close()
    throw cause
  }
}

function numberOf(pragma: string, db: DatabaseSync): number {
  const value = db.prepare(`PRAGMA ${pragma}`).get()?.[pragma]
  return typeof value === 'number' ? value : 0
}

/** Who holds the folder, if known: a process may hold it and not have recorded that yet. */
const whoOpened = (opener: string): string =>
  existsSync(opener) ? readFileSync(opener, 'utf8').trim() : 'another process'
