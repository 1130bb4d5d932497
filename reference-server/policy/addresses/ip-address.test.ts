import { isIP } from 'node:net'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalAddress, sourceOf } from './ip-address.ts'

describe('an address', () => {
  test.each([
    ['IPv4', '198.51.100.7', '198.51.100.7'],
    ['the lowest', '0.0.0.0', '0.0.0.0'],
    ['the highest', '255.255.255.255', '255.255.255.255'],
    ['an octet too large', '256.1.1.1', undefined],
    ['a leading zero', '010.0.0.1', undefined],
    ['three octets', '10.0.1', undefined],
    ['a sign', '+1.0.0.1', undefined],
    ['a space', ' 10.0.0.1', undefined],
    ['IPv6', '2001:DB8:0:0:0:0:0:7', '2001:db8::7'],
    ['nothing but zeros', '::', '::'],
    ['the loopback', '0:0:0:0:0:0:0:1', '::1'],
    ['a network', '2001:db8::', '2001:db8::'],
    ['two runs of zeros as long', '1:0:0:2:0:0:3:4', '1::2:0:0:3:4'],
    ['the longer of two runs', '1:0:0:2:0:0:0:3', '1:0:0:2::3'],
    ['a lone zero group', '1:2:3:0:5:6:7:8', '1:2:3:0:5:6:7:8'],
    ['zero digits inside groups', '10:100:0:0:1000:0:0:1', '10:100::1000:0:0:1'],
    ['an embedded IPv4 tail', '64:ff9b::192.0.2.33', '64:ff9b::c000:221'],
    ['IPv4-mapped, dotted', '::ffff:198.51.100.7', '198.51.100.7'],
    ['IPv4-mapped, hexadecimal', '::FFFF:c633:6407', '198.51.100.7'],
    ['IPv4-compatible, which is not mapped', '::198.51.100.7', '::c633:6407'],
    ['a leading zero in the tail', '::ffff:010.0.0.1', undefined],
    ['a zone', 'fe80::1%eth0', undefined],
    ['brackets', '[::1]', undefined],
    ['two double colons', '1::2::3', undefined],
    ['a triple colon', ':::', undefined],
    ['nine groups', '1:2:3:4:5:6:7:8:9', undefined],
    ['a double colon for nothing', '1:2:3:4::5:6:7:8', undefined],
    ['seven groups', '1:2:3:4:5:6:7', undefined],
    ['five digits', '12345::', undefined],
    ['a colon at the end', '1:2:3:4:5:6:7:', undefined],
    ['a tail that is not last', '::1.2.3.4:5', undefined],
    ['no text', '', undefined],
  ])('%s: %s', (_, text, canonical) => {
    expect(canonicalAddress(text)).toBe(canonical)
  })

  test('for any address, the canonical spelling is its own', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (text) => {
        const canonical = canonicalAddress(text)
        expect(canonical).toBeDefined()
        expect(canonicalAddress(canonical ?? '')).toBe(canonical)
      }),
    )
  })

  test('for any text of address letters, Node agrees whether it is an address', () => {
    const letters = fc.constantFrom(
      '0',
      '1',
      '25',
      '255',
      '256',
      'a',
      'ffff',
      ':',
      '::',
      '.',
      '0.0',
      '1.2.3.4',
    )
    fc.assert(
      fc.property(fc.array(letters, { maxLength: 16 }), (parts) => {
        const text = parts.join('')
        expect(canonicalAddress(text) !== undefined, text).toBe(isIP(text) !== 0)
      }),
      { numRuns: 2_000 },
    )
  })
})

test.each([
  ['IPv4', '198.51.100.7', '198.51.100.7'],
  ['mapped IPv6', '::ffff:198.51.100.7', '198.51.100.7'],
  ['IPv6', '2001:db8:0:1::7', '2001:db8:0:1::/64'],
  ['a neighbour in the same /64', '2001:db8:0:1:ffff::9', '2001:db8:0:1::/64'],
  ['no address', 'unknown', 'unknown'],
])('the source behind an address: %s', (_, address, source) => {
  expect(sourceOf(address)).toBe(source)
})
