import { expect, test } from 'vitest'
import { addressOf } from './address.ts'

test.each([
  ['as it is', 'bob', 'remote.test', 'bob@remote.test'],
  ['with dots within', 'bob.b+tea', 'remote.test', 'bob.b+tea@remote.test'],
  ['in quotes, where it has a blank', 'bob b', 'remote.test', '"bob b"@remote.test'],
  ['in quotes, where it ends with a dot', 'bob.', 'remote.test', '"bob."@remote.test'],
  ['with its quotes and backslashes escaped', 'b"o\\b', 'remote.test', '"b\\"o\\\\b"@remote.test'],
  ['alone, where there is no domain', 'postmaster', '', 'postmaster'],
])('a local-part is written %s', (_, localPart, domain, written) => {
  expect(addressOf({ localPart, domain, text: '' })).toBe(written)
})
