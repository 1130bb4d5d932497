import { expect, test } from 'vitest'
import { createMemoryStore } from './memory-store.ts'
import { declareTable } from './table.ts'

const counts = declareTable('counts', { key: ['text'], columns: { count: 'integer' } })

test('what is written to memory is written at once, and what fails is rejected', async () => {
  const store = createMemoryStore()
  expect(store.write((table) => table(counts).put(['tea'], { count: 1 }))).toBeUndefined()
  const failed = store.write((table) => {
    table(counts).put(['tea'], { count: 2 })
    throw new RangeError('no tea')
  })
  expect(store.read((table) => table(counts).get(['tea']))).toEqual({ count: 1 })
  await expect(failed).rejects.toThrow(new RangeError('no tea'))
})
