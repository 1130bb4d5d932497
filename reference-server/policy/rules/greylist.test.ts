import { describe, expect, test } from 'vitest'
import type { PolicyDocument } from '../document/document.ts'
import type { RecipientFacts } from '../facts.ts'
import { createMemory } from '../memory.ts'
import type { ProfileName } from '../document/profile.ts'
import { atOnce, engineOf, factsWith, path } from '../testing.ts'

const second = 1000
const day = 86_400 * second

const carol = path('carol', 'local.test')
const eve = path('eve', 'elsewhere.test')

function engineWith(product: ProfileName, policy: PolicyDocument) {
  const memory = createMemory()
  const engine = engineOf(product, policy, { memory })
  return {
    engine,
    /** Offers bob a recipient from elsewhere, and tells whether it was taken. */
    takes: (more: Partial<RecipientFacts> = {}): boolean =>
      atOnce(engine.decide('rcpt', factsWith({ address: '198.51.100.7', ...more }))).permits,
    /** How much is remembered: attempts, senders, servers. */
    remembers: (): readonly number[] =>
      ['greylist-attempts', 'greylist-senders', 'greylist-servers'].map(
        (name) => [...memory.entries()].filter((entry) => entry.memory === name).length,
      ),
  }
}

const greylisting = (more: PolicyDocument['greylist'] = {}): PolicyDocument => ({
  greylist: { enabled: true, delay: '60s', retention: '35d', ...more },
})

describe('the grey list', () => {
  test.each([
    ['a moment before the delay', 60 * second - 1, false],
    ['at the delay', 60 * second, true],
    ['long after it', 34 * day, true],
    ['when the first attempt is forgotten', 35 * day, false],
  ])('hears the second attempt %s', (_, now, taken) => {
    const { takes } = engineWith('commgate', greylisting())
    expect(takes()).toBe(false)
    expect(takes({ now })).toBe(taken)
  })

  test('counts from the first attempt, however often another follows', () => {
    const { takes } = engineWith('commgate', greylisting())
    for (const now of [0, 20 * second, 59 * second]) expect(takes({ now })).toBe(false)
    expect(takes({ now: 60 * second })).toBe(true)
  })

  test.each<[string, Partial<RecipientFacts>]>([
    ['another sender', { reversePath: path('zoe', 'elsewhere.test') }],
    ['another recipient', { forwardPath: carol }],
    ['another server', { address: '198.51.100.8' }],
    ['the null reverse-path', { reversePath: null }],
  ])('has %s wait for itself', (_, other) => {
    const { takes } = engineWith('commgate', greylisting())
    takes()
    expect(takes({ ...other, now: 60 * second })).toBe(false)
    expect(takes({ ...other, now: 120 * second })).toBe(true)
  })

  test.each<[string, Partial<RecipientFacts>, boolean]>([
    ['the sender from a server beside', { address: '198.51.100.200' }, true],
    [
      'the sender in other letters',
      { reversePath: path('EVE', 'elsewhere.test'), address: '198.51.100.8' },
      true,
    ],
    ['the sender from elsewhere', { address: '192.0.2.7' }, false],
    ['another sender from the server', { reversePath: path('zoe', 'remote.test') }, true],
    ['a report from the server', { reversePath: null }, true],
    ['a report from a server beside', { reversePath: null, address: '198.51.100.200' }, false],
    [
      'another sender from a server beside',
      { reversePath: path('zoe', 'remote.test'), address: '198.51.100.8' },
      false,
    ],
  ])('once a message has passed, %s: %j taken at once is %s', (_, other, taken) => {
    const { takes } = engineWith('commgate', greylisting())
    takes()
    takes({ now: 60 * second })
    expect(takes({ forwardPath: carol, ...other, now: 61 * second })).toBe(taken)
  })

  test('knows no sender of reports: each server waits for itself', () => {
    const { takes, remembers } = engineWith('commgate', greylisting())
    takes({ reversePath: null })
    expect(takes({ reversePath: null, now: 60 * second })).toBe(true)
    expect(remembers()).toEqual([1, 0, 1])
    expect(takes({ reversePath: null, address: '198.51.100.8', now: 61 * second })).toBe(false)
  })

  test('tells apart two senders who are alike in capitals only', () => {
    const { takes } = engineWith('commgate', greylisting())
    takes({ reversePath: path('straße', 'elsewhere.test') })
    takes({ reversePath: path('straße', 'elsewhere.test'), now: 60 * second })
    const other = { reversePath: path('strasse', 'elsewhere.test'), address: '198.51.100.8' }
    expect(takes({ ...other, now: 61 * second })).toBe(false)
  })

  test('has a client wait whose address cannot be read', () => {
    const { takes } = engineWith('commgate', greylisting())
    expect(takes({ address: 'unknown' })).toBe(false)
    expect(takes({ address: 'unknown', now: 60 * second })).toBe(true)
  })

  test.each([
    ['of one network', '2001:db8::1', '2001:db8::ffff:1', true],
    ['of two networks', '2001:db8::1', '2001:db8:0:1::1', false],
  ])('knows a sender by IPv6 addresses %s', (_, one, other, taken) => {
    const { takes } = engineWith('commgate', greylisting())
    takes({ address: one })
    takes({ address: one, now: 60 * second })
    expect(takes({ address: other, now: 61 * second })).toBe(taken)
  })

  test('remembers who has passed for the retention time after the last time', () => {
    const { takes } = engineWith('commgate', greylisting({ retention: '1d' }))
    takes()
    for (const now of [60 * second, day, 2 * day - 1]) expect(takes({ now })).toBe(true)
    expect(takes({ now: 3 * day - 1 })).toBe(false)
  })

  test.each<[string, ProfileName, PolicyDocument, Partial<RecipientFacts>, boolean]>([
    ['nobody while it is off', 'commgate', greylisting({ enabled: false }), {}, true],
    [
      'no mail that leaves',
      'commgate',
      { ...greylisting(), relay: { trusted: ['198.51.100.7'] } },
      { forwardPath: eve },
      true,
    ],
    [
      'trusted networks of CommGate',
      'commgate',
      { ...greylisting(), relay: { trusted: ['198.51.100.7'] } },
      {},
      false,
    ],
    [
      'those who authenticate',
      'commgate',
      { ...greylisting(), auth: { required: true } },
      { account: 'bob@local.test' },
      true,
    ],
    [
      'permitted networks of ICS',
      'ics',
      { greylist: { enabled: true }, relay: { trusted: ['198.51.100.0/24'] } },
      {},
      true,
    ],
    [
      'entries of ICS',
      'ics',
      { greylist: { enabled: true }, relay: { trustedEntries: ['elsewhere.test'] } },
      {},
      true,
    ],
    ['anybody else of ICS', 'ics', { greylist: { enabled: true } }, {}, false],
  ])('stops %s', (_, product, policy, more, taken) => {
    const { takes, remembers } = engineWith(product, policy)
    expect(takes(more)).toBe(taken)
    // A client that is not stopped is not remembered either.
    expect(remembers()).toEqual([taken ? 0 : 1, 0, 0])
  })

  test('takes no note of recipients that other rules refuse', () => {
    const { takes, remembers } = engineWith('commgate', greylisting())
    expect(takes({ forwardPath: path('ghost', 'local.test') })).toBe(false)
    expect(takes({ forwardPath: eve })).toBe(false)
    expect(remembers()).toEqual([0, 0, 0])
  })

  test('forgets, bit by bit, what is over', () => {
    const { takes, remembers } = engineWith('commgate', greylisting())
    const attempts = (name: string, count: number, now: number): void => {
      for (let nth = 0; nth < count; nth++)
        takes({ reversePath: path(`${name}${nth}`, 'elsewhere.test'), now: now + nth })
    }
    attempts('nobody', 200, 0)
    expect(remembers()).toEqual([200, 0, 0])
    attempts('somebody', 250, 36 * day)
    expect(remembers()).toEqual([250, 0, 0])
  })
})
