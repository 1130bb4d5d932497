import { describe, expect, test } from 'vitest'
import { coversSender, readSenderEntry } from './sender-entry.ts'
import { factsWith, path } from '../testing.ts'

describe('an entry made by hand', () => {
  const zoe = path('zoe', 'friend.test')
  test.each([
    ['an address covers it', '198.51.100.20', '198.51.100.20', null, true],
    ['an address covers no longer one', '198.51.100.20', '198.51.100.200', null, false],
    ['an IPv6 address covers it, however written', '2001:DB8:0::7', '2001:db8::7', null, true],
    ['a domain covers its senders', 'friend.test', '192.0.2.1', zoe, true],
    ['a domain is written in any case', 'Friend.TEST', '192.0.2.1', zoe, true],
    ['a domain covers none below it', 'friend.test', '192.0.2.1', path('zoe', 'sub.friend.test'), false],
    ['a domain does not cover the null sender', 'friend.test', '192.0.2.1', null, false],
    ['a mailbox covers itself', 'zoe@friend.test', '192.0.2.1', zoe, true],
    ['a mailbox covers no other', 'zoe@friend.test', '192.0.2.1', path('yan', 'friend.test'), false],
    ['an address is no domain literal', '192.0.2.9', '192.0.2.1', path('zoe', '[192.0.2.9]'), false],
  ])('%s', (_, entry, address, reversePath, covered) => {
    const entries = new Set([readSenderEntry(entry) ?? ''])
    expect(coversSender(entries, factsWith({ address, reversePath }))).toBe(covered)
  })
})
