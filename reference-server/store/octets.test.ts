import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createMemoryStore } from './memory-store.ts'
import { dropOctets, keepOctets, shareOctets, storedOctets } from './octets.ts'

const large = Buffer.from(Array.from({ length: 600_000 }, (_, place) => place % 251))

test('for any offsets, the octets between them are read', async () => {
  const store = createMemoryStore()
  const id = await store.write((table) => keepOctets(large, table))
  const octets = storedOctets(id, large.length, store)
  const offset = fc.nat({ max: large.length + 1000 })
  await fc.assert(
    fc.asyncProperty(offset, offset, async (from, to) => {
      expect((await octets.read(from, to)).equals(large.subarray(from, to))).toBe(true)
    }),
  )
  expect((await octets.read()).equals(large)).toBe(true)
})

test('no octets are octets too', async () => {
  const store = createMemoryStore()
  const id = await store.write((table) => keepOctets(Buffer.alloc(0), table))
  expect(await storedOctets(id, 0, store).read()).toHaveLength(0)
})

test('octets go with the last copy, and leave nothing behind', async () => {
  const store = createMemoryStore()
  const id = await store.write((table) => keepOctets(large, table))
  const octets = storedOctets(id, large.length, store)
  await store.write((table) => shareOctets(id, table))
  await store.write((table) => dropOctets(octets, table))
  expect(await octets.read(0, 3)).toHaveLength(3)
  await store.write((table) => dropOctets(octets, table))
  for (const offset of [0, 300_000, 599_999]) {
    await expect(octets.read(offset)).rejects.toThrow(`octets ${id} have no copy left`)
  }
  await expect(store.write((table) => dropOctets(octets, table))).rejects.toThrow('have no copy left')
})

test('the number of octets that are gone is not given again', async () => {
  const store = createMemoryStore()
  const first = await store.write((table) => keepOctets(large, table))
  await store.write((table) => dropOctets({ id: first, size: large.length }, table))
  expect(await store.write((table) => keepOctets(large, table))).not.toBe(first)
})
