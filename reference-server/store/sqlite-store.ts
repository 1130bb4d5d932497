import type { DatabaseSync } from 'node:sqlite'
import { openSqliteTable } from './sqlite-table.ts'
import { StoreFull, type Store, type Tables } from './store.ts'
import type { Declared, RawTable } from './table.ts'

/** A transaction that waits for the next commit. */
interface Waiting {
  /** Does the work, and gives what tells its caller once all is on disk. @throws what the work throws */
  readonly run: () => () => void
  readonly fail: (cause: unknown) => void
}

/**
 * A store in a database, whose works are done when they are on disk. They are gathered while a turn of the event loop
 * lasts, and written together: the disk is waited for once, however many there are.
 *
 * @param db is closed with the store; how it writes to disk was settled by whoever opened it
 */
export function createSqliteStore(db: DatabaseSync): Store {
  const opened = new Map<string, RawTable>()
  let waiting: Waiting[] = []

  const openTable = (declared: Declared): RawTable => {
    const table = opened.get(declared.name) ?? openSqliteTable(db, declared)
    opened.set(declared.name, table)
    return table
  }
  const table: Tables = (declared) => declared.typed(openTable(declared))

  /** Runs one work of a transaction; one that throws leaves nothing behind. */
  const runAlone = ({ run, fail }: Waiting): (() => void) => {
    db.exec('SAVEPOINT work')
    try {
      const settle = run()
      db.exec('RELEASE work')
      return settle
    } catch (cause) {
      // Where the database has undone everything, it has undone the others' too.
      if (!db.isTransaction || isFull(cause)) throw cause
      opened.clear()
      db.exec('ROLLBACK TO work')
      db.exec('RELEASE work')
      return () => fail(cause)
    }
  }

  const commit = (): void => {
    const works = waiting
    waiting = []
    if (works.length === 0) return
    try {
      db.exec('BEGIN IMMEDIATE')
      const settled = works.map(runAlone)
      db.exec('COMMIT')
      for (const settle of settled) settle()
    } catch (cause) {
      opened.clear()
      if (db.isTransaction) db.exec('ROLLBACK')
      const fault = isFull(cause) ? new StoreFull(cause) : cause
      for (const { fail } of works) fail(fault)
    }
  }

  return {
    read: (work) => work(table),
    write: (work) =>
      new Promise((resolve, reject) => {
        if (!db.isOpen) return reject(new Error('the store is closed'))
        if (waiting.length === 0) setImmediate(commit)
        waiting.push({
          run: () => {
            const value = work(table)
            return () => resolve(value)
          },
          fail: reject,
        })
      }),
    [Symbol.asyncDispose]: async () => {
      commit()
      if (db.isOpen) db.close()
      await Promise.resolve()
    },
  }
}

/** The result code of SQLite behind an error, where that is what it is. */
export const resultCodeOf = (cause: unknown): number | undefined =>
  cause instanceof Error && 'errcode' in cause && typeof cause.errcode === 'number'
    ? cause.errcode & 0xff
    : undefined

/** SQLITE_FULL: the disk, what its user may have of it, or the largest database there may be. */
const isFull = (cause: unknown): boolean => resultCodeOf(cause) === 13
