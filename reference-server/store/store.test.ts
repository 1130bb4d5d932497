import { DatabaseSync } from 'node:sqlite'
import * as fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { createMemoryStore } from './memory-store.ts'
import { createSqliteStore } from './sqlite-store.ts'
import type { Store, Tables } from './store.ts'
import { declareTable } from './table.ts'

// What every store keeps to, whatever keeps its rows.

const counts = declareTable('counts', { key: ['text'], columns: { count: 'integer' } })
const notes = declareTable('notes', {
  key: ['integer', 'text'],
  columns: { text: 'text', copies: 'integer' },
})
const pieces = declareTable('pieces', { key: ['integer', 'integer'], columns: { octets: 'octets' } })

const engines: readonly (readonly [string, () => Store])[] = [
  ['memory', createMemoryStore],
  ['SQLite', () => createSqliteStore(new DatabaseSync(':memory:'))],
]

describe.each(engines)('a store in %s', (_engine, create) => {
  const opened: Store[] = []
  const open = () => {
    const store = create()
    opened.push(store)
    return store
  }
  afterEach(async () => {
    for (const store of opened.splice(0)) await store[Symbol.asyncDispose]()
  })

  test('gives what a work gives, and keeps what it wrote', async () => {
    const store = open()
    const given = await store.write((table) => {
      table(counts).put(['tea'], { count: 2 })
      return table(counts).get(['tea'])?.count
    })
    expect(given).toBe(2)
    expect(store.read((table) => table(counts).get(['tea']))).toEqual({ count: 2 })
    expect(store.read((table) => table(counts).get(['milk']))).toBeUndefined()
  })

  test('puts a row in the place of the one before, and deletes it once', async () => {
    const store = open()
    await store.write((table) => table(counts).put(['tea'], { count: 1 }))
    await store.write((table) => table(counts).put(['tea'], { count: 2 }))
    expect(store.read((table) => table(counts).list([]))).toEqual([['tea', { count: 2 }]])
    const remove = () => store.write((table) => table(counts).delete(['tea']))
    expect([await remove(), await remove()]).toEqual([true, false])
    expect(store.read((table) => table(counts).list([]))).toEqual([])
  })

  test('keeps octets as they are, the empty ones too', async () => {
    const store = open()
    const every = Buffer.from(Array.from({ length: 256 }, (_, octet) => octet))
    await store.write((table) => {
      table(pieces).put([1, 0], { octets: every })
      table(pieces).put([1, 1], { octets: Buffer.alloc(0) })
    })
    const kept = store.read((table) => table(pieces).list([1]))
    expect(kept.map(([, { octets }]) => octets)).toEqual([every, Buffer.alloc(0)])
  })

  test('lists what belongs to one thing only, in order and within bounds', async () => {
    const store = open()
    const names = ['pear', 'Apple', 'apple', 'Æble', 'fig', '\u{1F34E}', '\uFF21']
    await store.write((table) => {
      for (const name of names) table(notes).put([1, name], { text: name, copies: 1 })
      table(notes).put([2, 'quince'], { text: 'quince', copies: 1 })
    })
    const list = (bounds?: { after?: string; upTo?: string; atMost?: number }) =>
      store.read((table) => table(notes).list([1], bounds)).map(([name]) => name)
    expect(list()).toEqual(['Apple', 'apple', 'fig', 'pear', 'Æble', '\uFF21', '\u{1F34E}'])
    expect(list({ after: 'apple', upTo: 'pear' })).toEqual(['fig', 'pear'])
    expect(list({ after: 'b', upTo: 'g' })).toEqual(['fig'])
    expect(list({ after: 'apple', atMost: 1 })).toEqual(['fig'])
    expect(list({ after: 'z', upTo: 'a' })).toEqual([])
  })

  test('a list already given does not change with the table', async () => {
    const store = open()
    const before = await store.write((table) => {
      table(counts).put(['tea'], { count: 1 })
      const list = table(counts).list([])
      table(counts).put(['tea'], { count: 2 })
      table(counts).put(['milk'], { count: 1 })
      return list
    })
    expect(before).toEqual([['tea', { count: 1 }]])
  })

  test('a work that throws is undone, and it alone', async () => {
    const store = open()
    await store.write((table) => table(counts).put(['tea'], { count: 1 }))
    const one = store.write((table) => table(counts).put(['milk'], { count: 1 }))
    const two = store.write((table) => {
      table(counts).put(['tea'], { count: 9 })
      table(counts).delete(['milk'])
      table(notes).put([1, 'late'], { text: '', copies: 0 })
      throw new RangeError('no tea')
    })
    const three = store.write((table) => table(counts).list([]))
    await expect(two).rejects.toThrow(new RangeError('no tea'))
    await one
    const both = [
      ['milk', { count: 1 }],
      ['tea', { count: 1 }],
    ]
    expect(await three).toEqual(both)
    expect(store.read((table) => table(counts).list([]))).toEqual(both)
    await store.write((table) => table(notes).put([1, 'early'], { text: '', copies: 0 }))
    expect(store.read((table) => table(notes).list([1]))).toHaveLength(1)
  })

  test('a row that is not what its table declares is refused', async () => {
    const store = open()
    await store.write((table) => table(counts).put(['tea'], { count: 1 }))
    const other = declareTable('counts', { key: ['text'], columns: { count: 'text' } })
    expect(() => store.read((table) => table(other).get(['tea']))).toThrow(
      'a row of counts does not match its table: count',
    )
  })

  test('for any works, the tables hold what a plain map would', async () => {
    const name = fc.constantFrom('a', 'b', 'B', 'é')
    const change = fc.record({ within: fc.nat(2), name, copies: fc.option(fc.nat(9), { nil: undefined }) })
    const work = fc.record({ changes: fc.array(change, { maxLength: 5 }), fails: fc.boolean() })
    await fc.assert(
      fc.asyncProperty(fc.array(work, { maxLength: 12 }), async (works) => {
        await using store = create()
        const model = new Map<string, number>()
        const done = works.map(({ changes, fails }) => {
          for (const one of fails ? [] : changes) {
            if (one.copies === undefined) model.delete(`${one.within} ${one.name}`)
            else model.set(`${one.within} ${one.name}`, one.copies)
          }
          return Promise.resolve(store.write((table) => write(changes, fails, table))).catch(() => 'undone')
        })
        await Promise.all(done)
        const kept = [0, 1, 2].flatMap((within) =>
          store
            .read((table) => table(notes).list([within]))
            .map(([own, { copies }]) => [`${within} ${own}`, copies] as const),
        )
        expect(new Map(kept)).toEqual(model)
      }),
    )
  })
})

interface Change {
  readonly within: number
  readonly name: string
  readonly copies: number | undefined
}

function write(changes: readonly Change[], fails: boolean, table: Tables): void {
  for (const { within, name, copies } of changes) {
    if (copies === undefined) table(notes).delete([within, name])
    else table(notes).put([within, name], { text: '', copies })
  }
  if (fails) throw new Error('undone')
}
