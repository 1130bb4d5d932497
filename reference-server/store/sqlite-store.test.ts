import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { createSqliteStore } from './sqlite-store.ts'
import { StoreFull } from './store.ts'
import { declareTable } from './table.ts'

const pieces = declareTable('pieces', { key: ['integer'], columns: { octets: 'octets' } })
const large = Buffer.alloc(200_000)

/** A database that keeps a list of the transactions it has ended. */
class Watched extends DatabaseSync {
  readonly commits: string[] = []

  override exec(sql: string): void {
    super.exec(sql)
    if (sql === 'COMMIT') this.commits.push(sql)
  }
}

test('works of one turn share a transaction', async () => {
  const db = new Watched(':memory:')
  await using store = createSqliteStore(db)
  const put = (id: number) => store.write((table) => table(pieces).put([id], { octets: large }))
  await Promise.all([put(1), put(2), put(3)])
  expect(db.commits).toHaveLength(1)
  await put(4)
  expect(db.commits).toHaveLength(2)
})

test('a disk that is full loses nothing, and goes on when there is space', async () => {
  const db = new DatabaseSync(':memory:')
  await using store = createSqliteStore(db)
  const put = (id: number) => store.write((table) => table(pieces).put([id], { octets: large }))
  await put(1)
  db.exec('PRAGMA max_page_count = 70')
  await expect(put(2)).rejects.toThrow(StoreFull)
  expect(store.read((table) => table(pieces).list([]))).toHaveLength(1)
  db.exec('PRAGMA max_page_count = 1000')
  await put(2)
  expect(store.read((table) => table(pieces).list([]))).toHaveLength(2)
})

test('a store that is closed takes nothing more, and what it took is written', async () => {
  const store = createSqliteStore(new DatabaseSync(':memory:'))
  const put = (id: number) => store.write((table) => table(pieces).put([id], { octets: large }))
  const taken = put(1)
  await store[Symbol.asyncDispose]()
  await taken
  await expect(put(2)).rejects.toThrow('the store is closed')
})
