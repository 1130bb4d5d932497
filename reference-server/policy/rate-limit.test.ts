import { describe, expect, test } from 'vitest'
import { ics } from '../profiles/ics.ts'
import { kerio } from '../profiles/kerio.ts'
import { readPolicy, type PolicyDocument } from './document.ts'
import type { MessageFacts } from './facts.ts'
import type { Profile } from './profile.ts'
import { countWithin, isExemptFromRate, rateLimit, rememberMessage } from './rate-limit.ts'

const policyOf = (profile: Profile, document: PolicyDocument) => {
  const { policy, problems } = readPolicy(profile, [document])
  if (problems) throw new Error(JSON.stringify(problems))
  return policy
}

const message = (now: number, recipients = 1): MessageFacts => ({
  port: 25,
  address: '192.0.2.1',
  now,
  startedAt: 0,
  windowAtStart: false,
  authFailed: false,
  reversePath: null,
  recipients,
})

const switched = (rateEnabled: boolean) => ({ limits: { rateEnabled, messagesPerMinute: 3 } })

describe('the limit', () => {
  test.each([
    ['by the minute, switched on', ics, switched(true), { messages: 3, per: 60_000 }],
    ['by the minute, switched off', ics, switched(false), undefined],
    ['switched on without a number', ics, { limits: { rateEnabled: true } }, undefined],
    ['by the hour', kerio, { limits: { messagesPerHour: 9 } }, { messages: 9, per: 3_600_000 }],
    ['not written', kerio, {}, undefined],
  ])('%s', (_, profile, document, limit) => {
    expect(rateLimit(policyOf(profile, document))).toEqual(limit)
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
    rememberMessage(messages, 'here', message(0, 5), 60_000)
    rememberMessage(messages, 'here', message(30_000), 60_000)
    expect(messages.get('here')).toEqual([0, 30_000])
    rememberMessage(messages, 'here', message(60_000), 60_000)
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
    expect(isExemptFromRate(message(0), rights, policyOf(ics, { limits: { exemptWhitelisted } }))).toBe(
      exempt,
    )
  })
})
