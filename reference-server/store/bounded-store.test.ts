import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { boundedStore } from './bounded-store.ts'
import { createMemoryStore } from './memory-store.ts'
import { copyOctets, dropOctets, keepOctets, occupiedOctets, shareOctets } from './octets.ts'
import { createSqliteStore } from './sqlite-store.ts'
import { StoreFull, type Store } from './store.ts'

const size = 10_000
const octets = Buffer.alloc(size, 'x')

const engines: readonly (readonly [string, () => Store])[] = [
  ['memory', createMemoryStore],
  ['SQLite', () => createSqliteStore(new DatabaseSync(':memory:'))],
]

describe.each(engines)('a bounded store in %s', (_engine, create) => {
  /** A store with room for so many messages. */
  const roomFor = (messages: number): Store => boundedStore(create(), () => messages * (size + copyOctets))

  test('has no space beyond its limit, and what was too much leaves no trace', async () => {
    await using store = roomFor(2)
    for (let each = 0; each < 2; each++) await store.write((table) => keepOctets(octets, table))
    const before = store.read(occupiedOctets)
    await expect(store.write((table) => keepOctets(Buffer.alloc(1), table))).rejects.toThrow(StoreFull)
    expect(store.read(occupiedOctets)).toBe(before)
  })

  test('has space again once something is gone', async () => {
    await using store = roomFor(1)
    const id = await store.write((table) => keepOctets(octets, table))
    await store.write((table) => dropOctets({ id, size }, table))
    expect(store.read(occupiedOctets)).toBe(0)
    await store.write((table) => keepOctets(octets, table))
  })

  test('counts octets once however many copies there are, and each copy for a little', async () => {
    await using store = roomFor(2)
    const id = await store.write((table) => keepOctets(octets, table))
    for (let copy = 0; copy < 5; copy++) await store.write((table) => shareOctets(id, table))
    expect(store.read(occupiedOctets)).toBe(size + 6 * copyOctets)
    for (let copy = 0; copy < 6; copy++) await store.write((table) => dropOctets({ id, size }, table))
    expect(store.read(occupiedOctets)).toBe(0)
  })

  test('is not filled by messages without a single octet', async () => {
    await using store = roomFor(1)
    const fill = async () => {
      for (;;) await store.write((table) => keepOctets(Buffer.alloc(0), table))
    }
    await expect(fill()).rejects.toThrow(StoreFull)
  })

  test('takes what makes it smaller, though a limit that was lowered stays exceeded', async () => {
    let limit = 100_000
    await using store = boundedStore(create(), () => limit)
    const ids = [await store.write((table) => keepOctets(octets, table))]
    ids.push(await store.write((table) => keepOctets(octets, table)))
    limit = 1
    const [id = 0] = ids
    await store.write((table) => dropOctets({ id, size }, table))
    await expect(store.write((table) => keepOctets(octets, table))).rejects.toThrow(StoreFull)
  })
})
