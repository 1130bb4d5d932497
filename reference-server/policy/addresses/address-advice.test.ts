import { expect, test } from 'vitest'
import { meaningOf } from './address-advice.ts'
import { readAddressPattern, type PatternForm } from './address-pattern.ts'

const all = new Set<PatternForm>(['address', 'cidr', 'mask', 'octet-mask', 'range', 'host-name'])

const meaning = (text: string): string | undefined => {
  const pattern = readAddressPattern(text, all)
  return 'problem' in pattern ? pattern.problem : meaningOf(text, pattern)
}

test.each([
  ['a prefix', '10.0.0.1/8', '10.0.0.0/8, 16,777,216 addresses'],
  ['a prefix of one bit less than an address', '10.0.0.1/31', '10.0.0.0/31, 2 addresses'],
  ['everything', '10.0.0.1/0', '0.0.0.0/0, 4,294,967,296 addresses'],
  ['a mask', '10.0.0.1/255.0.0.0', '10.0.0.0/255.0.0.0, 16,777,216 addresses'],
  ['a mask after a space', '10.0.0.1 255.255.0.0', '10.0.0.0/255.255.0.0, 65,536 addresses'],
  ['IPv6', '2001:db8::7/32', '2001:db8::/32, 2^96 addresses'],
  ['a short stretch of IPv6', '2001:db8::7/120', '2001:db8::/120, 256 addresses'],
  [
    'the shortest stretch of IPv6 that is counted',
    '2001:db8::7/96',
    '2001:db8::/96, 4,294,967,296 addresses',
  ],
  ['a prefix, with spaces around it', ' 10.0.0.1/8 ', '10.0.0.0/8, 16,777,216 addresses'],
  ['mapped IPv6', '::ffff:10.0.0.1/104', '10.0.0.0/8, 16,777,216 addresses'],
])('a network written with an address from its midst means more: %s', (_, text, meant) => {
  expect(meaning(text)).toBe(meant)
})

test.each(['10.0.0.0/8', '10.0.0.1/32', '10.0.0.0/255.0.0.0', '2001:db8::/32', '10.0.0.1', '10.0.0.1-20'])(
  'what means what it says is not spoken of: %s',
  (text) => expect(meaning(text)).toBeUndefined(),
)

const refused = 'which is not accepted here; write'
test.each<[string, string, readonly PatternForm[], string]>([
  ['the short range', '10.0.0.1-10.0.0.20', ['address', 'cidr', 'range'], '10.0.0.1-20'],
  ['with spaces', '10.0.0.1 - 10.0.0.20', ['address', 'cidr', 'range'], '10.0.0.1-20'],
  ['with spaces around', ' 10.0.0.1-10.0.0.20 ', ['address', 'cidr', 'range'], '10.0.0.1-20'],
  ['one address, where first and last are the same', '10.0.0.5-10.0.0.5', ['address', 'cidr'], '10.0.0.5'],
  [
    'eight networks, and no more',
    '10.0.0.1-10.0.0.255',
    ['address', 'cidr'],
    '10.0.0.1, 10.0.0.2/31, 10.0.0.4/30, 10.0.0.8/29, 10.0.0.16/28, 10.0.0.32/27, 10.0.0.64/26, 10.0.0.128/25',
  ],
  [
    'networks with prefix lengths, where no range is taken',
    '10.0.0.1-10.0.0.20',
    ['address', 'cidr'],
    '10.0.0.1, 10.0.0.2/31, 10.0.0.4/30, 10.0.0.8/29, 10.0.0.16/30, 10.0.0.20',
  ],
  [
    'networks with masks, where no prefix is taken',
    '10.0.0.0-10.0.0.4',
    ['address', 'mask'],
    '10.0.0.0/255.255.255.252, 10.0.0.4',
  ],
  [
    'networks, where the range leaves its last octet',
    '10.0.0.0-10.0.1.255',
    ['cidr', 'range'],
    '10.0.0.0/23',
  ],
  ['in general, where there are many', '10.0.0.1-10.255.255.254', ['cidr'], 'the networks it consists of'],
])('a range between two addresses is refused with what to write: %s', (_, text, forms, instead) => {
  expect(readAddressPattern(text, new Set(forms))).toEqual({
    problem: `"${text}" is a range between two addresses, ${refused} ${instead}`,
  })
})

test.each([
  ['a range that runs backwards', '10.0.0.20-10.0.0.1'],
  ['a row of three addresses', '10.0.0.1-10.0.0.2-10.0.0.3'],
])('%s is no range', (_, text) => {
  expect(readAddressPattern(text, all)).toHaveProperty('problem')
  expect(JSON.stringify(readAddressPattern(text, all))).not.toContain('write')
})

test('a host name in another alphabet is refused with its A-labels', () => {
  expect(readAddressPattern('bücher.test', all)).toEqual({
    problem: '"bücher.test" is not in ASCII; write xn--bcher-kva.test',
  })
  expect(readAddressPattern('bücher.test/24', all)).toEqual({ problem: '"bücher.test/24" is not a network' })
})
