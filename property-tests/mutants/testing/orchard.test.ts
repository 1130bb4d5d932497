import { setImmediate as turn } from 'node:timers/promises'
import { beforeEach, describe, expect, test } from 'vitest'
import { baskets, isRipe, sendWord } from './orchard.ts'

describe('fruit', () => {
  // They miss the day on which fruit becomes ripe: that mutant has to survive.
  test.each([
    ['of a week is not ripe', 7, false],
    ['of a year is ripe', 365, true],
  ])('%s', (_, days, ripe) => {
    expect(isRipe(days)).toBe(ripe)
  })

  test('goes into baskets of ten', () => {
    expect(baskets(21)).toBe(3)
  })
})

const box: string[] = []
beforeEach(() => void box.splice(0))

test('word comes to its box, and to nobody without one', async () => {
  sendWord('miller', new Map([['miller', box]]))
  sendWord('baker', new Map())
  await turn()
  expect(box).toEqual(['ripe'])
})

test('a picker picks what is ripe, where there is one', ({ skip }) => {
  skip(!isRipe(365), 'nothing is ripe')
  expect(isRipe(365)).toBe(true)
})
