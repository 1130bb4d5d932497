import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { printDuration, printSize, readDuration, readSize } from './units.ts'

describe('a written duration', () => {
  test.each([
    ['seconds', '45s', 45_000],
    ['minutes', '30m', 1_800_000],
    ['hours', '1h', 3_600_000],
    ['days', '35d', 3_024_000_000],
    ['nothing at all', '0s', 0],
    ['a number without a unit', '30', undefined],
    ['a space before the unit', '30 m', undefined],
    ['a negative one', '-5m', undefined],
    ['a fraction', '1.5h', undefined],
    ['a unit in capitals', '5M', undefined],
    ['one too long to count', '99999999999999d', undefined],
    ['no text', '', undefined],
  ])('in %s: %s', (_, text, milliseconds) => {
    expect(readDuration(text)).toBe(milliseconds)
  })

  test.each([
    [5_400_000, '90m'],
    [3_600_000, '1h'],
    [172_800_000, '2d'],
    [61_000, '61s'],
    [0, '0s'],
  ])('%d ms is printed in the largest whole unit', (duration, text) => {
    expect(printDuration(duration)).toBe(text)
  })

  test('for any whole number of seconds, what is printed reads back', () => {
    fc.assert(
      fc.property(fc.nat(), (seconds) => {
        expect(readDuration(printDuration(seconds * 1000))).toBe(seconds * 1000)
      }),
    )
  })
})

describe('a written size', () => {
  test.each([
    ['octets', 1234, 1234],
    ['no limit', 0, 0],
    ['a KB of 1024 octets', '1KB', 1024],
    ['megabytes', '10MB', 10_485_760],
    ['gigabytes', '2GB', 2_147_483_648],
    ['a fraction of an octet', 1.5, undefined],
    ['a negative one', -1, undefined],
    ['octets as text', '1234', undefined],
    ['a unit in small letters', '10mb', undefined],
  ])('in %s: %s', (_, written, octets) => {
    expect(readSize(written)).toBe(octets)
  })

  test('of nothing is printed as a plain nought', () => {
    expect(printSize(0)).toBe(0)
  })

  test('for any number of octets, what is printed reads back', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (octets) => {
        expect(readSize(printSize(octets))).toBe(octets)
      }),
    )
  })
})
