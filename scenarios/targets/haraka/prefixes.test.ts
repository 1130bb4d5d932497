import { expect, test } from 'vitest'
import { patternOf, prefixesOf } from './prefixes.ts'

test.each([
  ['an address', '127.0.2.20/32', ['127.0.2.20']],
  ['an address without a length', '127.0.2.20', ['127.0.2.20']],
  ['whole octets', '127.0.2.0/24', ['127.0.2']],
  ['a part of the last octet', '127.0.2.20/30', ['127.0.2.20', '127.0.2.21', '127.0.2.22', '127.0.2.23']],
  ['a part of an octet within', '127.16.0.0/15', ['127.16', '127.17']],
  ['the loopback', '127.0.0.0/8', ['127']],
])('a network is the addresses that begin alike: %s', (_, network, prefixes) => {
  expect(prefixesOf(network)).toEqual(prefixes)
})

test.each([
  ['127.0.2.20', '127.0.2.20', true],
  ['127.0.2.2', '127.0.2.20', false],
  ['127.0.2', '127.0.2.20', true],
  ['127.0.2', '127.0.20.2', false],
])('a pattern covers what begins with %s: %s', (prefix, address, covers) => {
  expect(new RegExp(`^(${patternOf(prefix)})$`).test(address)).toBe(covers)
})
