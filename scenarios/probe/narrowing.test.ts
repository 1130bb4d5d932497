import { expect, test } from 'vitest'
import { assert, asyncProperty, integer } from 'fast-check'
import { countFound, narrows, spanFound } from './narrowing.ts'

const search = { first: 60_000, last: 86_400_000, resolution: 1_000 }

test('for any limit within reach, the bounds come as close as asked, in few questions', async () => {
  await assert(
    asyncProperty(integer({ min: 1, max: 86_400 }), async (seconds) => {
      const limit = seconds * 1000
      let asked = 0
      const bounds = await narrows(search, async (place) => {
        asked += 1
        return place < limit
      })
      expect(bounds.from).toBeLessThan(limit)
      expect(bounds.to).toBeGreaterThanOrEqual(limit)
      expect(bounds.to - bounds.from).toBeLessThanOrEqual(1000)
      expect(asked).toBeLessThanOrEqual(32)
    }),
  )
})

test('what holds as far as it is tried has no limit', async () => {
  expect(await narrows(search, async () => true)).toEqual({ from: 86_400_000, to: Infinity })
})

test('when it cannot be told any more, what is known by then remains', async () => {
  const bounds = await narrows(search, async (place) => (place > 300_000 ? undefined : true))
  expect(bounds).toEqual({ from: 240_000, to: Infinity })
})

test.each([
  ['close bounds are a value', { from: 1_799_000, to: 1_800_000 }, { is: '30m' }],
  ['others are told as they are', { from: 960_000, to: 1_920_000 }, { between: ['16m', '32m'] }],
  ['no upper bound is none', { from: 86_400_000, to: Infinity }, { beyond: '1d' }],
] as const)('of a span, %s', (_, bounds, value) => expect(spanFound(bounds, 1000)).toEqual(value))

test.each([
  ['neighbours are a value', { from: 12, to: 13 }, { is: 12 }],
  ['others are told as they are', { from: 8, to: 16 }, { between: [8, 16] }],
  ['no upper bound is none', { from: 128, to: Infinity }, { beyond: 128 }],
] as const)('of a number, %s', (_, bounds, value) => expect(countFound(bounds)).toEqual(value))
