import { expect, test } from 'vitest'
import { isWithin } from './span.ts'

test.each([
  ['begins with its first instant', 1_000, true],
  ['goes on until just before its end', 1_059, true],
  ['is over at its end', 1_060, false],
  ['has not begun before its first instant', 999, false],
])('a span %s', (_, now, within) => {
  expect(isWithin(1_000, 60, now)).toBe(within)
})
