import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileAddressList } from '../reference-server/policy/addresses/address-list.ts'
import {
  printAddressPattern,
  readAddressPattern,
} from '../reference-server/policy/addresses/address-pattern.ts'
import { canonicalAddress } from '../reference-server/policy/addresses/ip-address.ts'
import { addressNear, allForms, anyAddress, anyPattern, patternsByForm } from './arbitraries/addresses.ts'
import { bitsOf, isListed } from '../scenarios/properties/models/address-list.ts'
import { runs } from './runs.ts'

const read = (text: string) => {
  const pattern = readAddressPattern(text, new Set(allForms))
  if ('problem' in pattern) throw new Error(pattern.problem)
  return pattern
}
const names = { 'mail.remote.test': ['192.0.2.1', '2001:db8::1'], 'office.elsewhere.test': ['198.51.100.0'] }

const listAndAddress = fc
  .array(anyPattern(), { maxLength: 6 })
  .chain((patterns) => fc.tuple(fc.constant(patterns), addressNear(patterns)))

describe('address lists', () => {
  test('for any list and any address, list and model decide alike', () => {
    const seen = { on: 0, off: 0 }
    fc.assert(
      fc.property(listAndAddress, ([patterns, address]) => {
        const list = compileAddressList(patterns.map(read)).withResolved(new Map(Object.entries(names)))
        const listed = isListed(address, patterns, names)
        seen[listed ? 'on' : 'off']++
        expect(list.contains(address)).toBe(listed)
      }),
      runs(1_000),
    )
    // Both answers came up often: neither side was right by saying one thing.
    expect(Math.min(seen.on, seen.off)).toBeGreaterThan(150)
  })

  test('for any entry, what is printed reads back the same and covers the same addresses', () => {
    const entryAndAddress = anyPattern().chain((entry) => fc.tuple(fc.constant(entry), addressNear([entry])))
    fc.assert(
      fc.property(entryAndAddress, ([entry, address]) => {
        const printed = printAddressPattern(read(entry))
        expect(read(printed)).toEqual(read(entry))
        expect(printAddressPattern(read(printed))).toBe(printed)
        expect(isListed(address, [printed], names)).toBe(isListed(address, [entry], names))
      }),
      runs(1_000),
    )
  })

  test.each(allForms)('for any entry written as %s, only lists that take this form take it', (form) => {
    fc.assert(
      fc.property(patternsByForm[form], (entry) => {
        const others = allForms.filter((other) => other !== form)
        expect(readAddressPattern(entry, new Set([form]))).toMatchObject({ form })
        expect(readAddressPattern(entry, new Set(others))).toHaveProperty('problem')
      }),
      runs(60),
    )
  })

  test('for any two spellings, addresses are the same to the server when their bits are', () => {
    fc.assert(
      fc.property(anyAddress, anyAddress, (one, other) => {
        const canonical = canonicalAddress(one) ?? ''
        expect(bitsOf(canonical)).toBe(bitsOf(one))
        expect(canonical === canonicalAddress(other)).toBe(bitsOf(one) === bitsOf(other))
      }),
      runs(1_000),
    )
  })
})
