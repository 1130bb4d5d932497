import { describe, expect, test } from 'vitest'
import { createMemory } from '../memory.ts'
import { atOnce, engineOf, factsWith, policyOf } from '../testing.ts'
import { countWithin, isExemptFromRate, rateLimit, rememberMessage } from './rate.ts'

const switched = (rateEnabled: boolean) => ({ limits: { rateEnabled, messagesPerMinute: 3 } })

describe('the limit', () => {
  test.each([
    ['by the minute, switched on', 'ics', switched(true), { messages: 3, per: 60_000 }],
    ['by the minute, switched off', 'ics', switched(false), undefined],
    ['switched on without a number', 'ics', { limits: { rateEnabled: true } }, undefined],
    ['by the hour', 'kerio', { limits: { messagesPerHour: 9 } }, { messages: 9, per: 3_600_000 }],
    ['not written', 'kerio', {}, undefined],
  ] as const)('%s', (_, product, document, limit) => {
    expect(rateLimit(policyOf(product, document))).toEqual(limit)
  })
})

describe('the count', () => {
  test.each([
    ['holds a message just taken', [60_000], 60_000, 1],
    ['holds one taken almost a minute ago', [1], 60_000, 1],
    ['does not hold one taken a minute ago', [0], 60_000, 0],
    ['holds those of the minute only', [0, 30_000, 60_000], 70_000, 2],
    ['is nothing where nothing was taken', [], 0, 0],
  ])('%s', (_, times, now, count) => {
    expect(countWithin(times, now, 60_000)).toBe(count)
  })

  test('a message counts once, whatever its recipients, and is forgotten when it counts no more', () => {
    const messages = new Map<string, number[]>()
    rememberMessage(messages, 'here', factsWith({ now: 0, recipients: 5 }), 60_000)
    rememberMessage(messages, 'here', factsWith({ now: 30_000 }), 60_000)
    expect(messages.get('here')).toEqual([0, 30_000])
    rememberMessage(messages, 'here', factsWith({ now: 60_000 }), 60_000)
    expect(messages.get('here')).toEqual([30_000, 60_000])
  })
})

describe('a client on the white lists', () => {
  const none = { authenticated: false, trustedAddress: false, trustedSender: false, window: false }
  test.each([
    ['by its address, option on', true, { ...none, trustedAddress: true }, true],
    ['by its sender, option on', true, { ...none, trustedSender: true }, true],
    ['by its address, option off', false, { ...none, trustedAddress: true }, false],
    ['not at all, only authenticated', true, { ...none, authenticated: true }, false],
  ])('%s', (_, exemptWhitelisted, rights, exempt) => {
    expect(isExemptFromRate(factsWith(), rights, policyOf('ics', { limits: { exemptWhitelisted } }))).toBe(
      exempt,
    )
  })
})

describe('the rate', () => {
  const limited = { limits: { rateEnabled: true, messagesPerMinute: 1 } }

  test('is asked about at MAIL and again at the message, and counts what was let through', () => {
    const engine = engineOf('ics', limited)
    const permits = (phase: 'mail' | 'message', now = 0, address = '192.0.2.1'): boolean =>
      atOnce(engine.decide(phase, factsWith({ address, now, recipients: 3 }))).permits
    expect([permits('mail'), permits('mail'), permits('message')]).toEqual([true, true, true])
    expect([permits('mail'), permits('message')]).toEqual([false, false])
    expect(permits('mail', 0, '192.0.2.2')).toBe(true)
    expect([permits('mail', 59_999), permits('mail', 60_000)]).toEqual([false, true])
  })

  test('forgets what was counted when there is no limit any more', () => {
    const memory = createMemory()
    const counting = engineOf('kerio', { limits: { messagesPerHour: 5 } }, { memory })
    for (const address of ['192.0.2.1', '192.0.2.2', '192.0.2.3'])
      atOnce(counting.decide('message', factsWith({ address })))
    const free = engineOf('kerio', {}, { memory })
    for (let now = 0; now < 9; now++)
      expect(atOnce(free.decide('message', factsWith({ now }))).permits).toBe(true)
  })

  test('does not count a message that was turned away', () => {
    const engine = engineOf('ics', limited)
    const adds = (now: number): boolean => atOnce(engine.decide('message', factsWith({ now }))).permits
    expect([0, 30_000, 60_000].map(adds)).toEqual([true, false, true])
  })
})
