import { describe, expect, test } from 'vitest'
import { profiles } from '../profiles/profiles.ts'
import { readPolicy, type PolicyDocument } from './document.ts'
import { createEngine } from './engine.ts'
import type { Path, RecipientFacts } from './facts.ts'
import type { Product } from './profile.ts'

const minute = 60_000
const hour = 60 * minute
const noon = Date.UTC(2026, 0, 1, 12)
const twoHoursBack = noon - 2 * hour

const path = (localPart: string, domain: string): Path => ({
  localPart,
  domain,
  text: `${localPart}@${domain}`,
})

const factsAt = (now: number): RecipientFacts => ({
  port: 25,
  address: '192.0.2.20',
  now,
  startedAt: now,
  windowAtStart: false,
  authFailed: false,
  reversePath: path('eve', 'elsewhere.test'),
  forwardPath: path('bob', 'local.test'),
})

function engineOf(product: Product, document: PolicyDocument) {
  const ground = {
    domains: { local: ['local.test'] },
    accounts: { 'bob@local.test': { password: 'secret' } },
  }
  const { policy, problems } = readPolicy(profiles[product], [ground, document])
  if (problems) throw new Error(JSON.stringify(problems))
  return createEngine(policy, profiles[product].conduct)
}

function greylisting(): (now: number) => boolean {
  const engine = engineOf('commgate', { greylist: { enabled: true, delay: '60s', retention: '35d' } })
  return (now) => {
    const decision = engine.decide('rcpt', factsAt(now))
    engine.learnRecipient(factsAt(now), decision)
    return decision.permits
  }
}

describe('after the clock was set back two hours', () => {
  test('a POP-before-SMTP window is closed, and a new login opens one of its usual length', () => {
    const engine = engineOf('kerio', { popBeforeSmtp: { enabled: true, window: '1m' } })
    const logsIn = (at: number) =>
      engine.learnLogin({ protocol: 'pop3', address: '192.0.2.20', account: 'bob@local.test', at })
    const mayRelay = (now: number): boolean =>
      engine.decide('rcpt', { ...factsAt(now), forwardPath: path('carol', 'remote.test') }).permits
    logsIn(noon)
    expect(mayRelay(noon)).toBe(true)
    expect(mayRelay(twoHoursBack)).toBe(false)
    logsIn(twoHoursBack)
    expect([0, minute - 1, minute].map((after) => mayRelay(twoHoursBack + after))).toEqual([
      true,
      true,
      false,
    ])
  })

  test('messages taken before do not count, and new ones count for their usual hour', () => {
    const engine = engineOf('kerio', { limits: { messagesPerHour: 2 } })
    const mayAdd = (now: number): boolean => engine.decide('message', factsAt(now)).permits
    const adds = (now: number): void => engine.learnMessage({ ...factsAt(now), recipients: 1 })
    adds(noon)
    adds(noon)
    expect(mayAdd(noon)).toBe(false)
    expect(mayAdd(twoHoursBack)).toBe(true)
    adds(twoHoursBack)
    expect(mayAdd(twoHoursBack)).toBe(true)
    adds(twoHoursBack)
    expect(mayAdd(twoHoursBack)).toBe(false)
    expect(mayAdd(twoHoursBack + hour)).toBe(true)
  })

  test('a first attempt is forgotten, and the next one waits for its usual delay', () => {
    const takes = greylisting()
    expect(takes(noon)).toBe(false)
    expect(takes(twoHoursBack)).toBe(false)
    expect([59_999, minute].map((after) => takes(twoHoursBack + after))).toEqual([false, true])
  })

  test('a server that has passed is forgotten, and waits again', () => {
    const takes = greylisting()
    takes(noon)
    expect(takes(noon + minute)).toBe(true)
    expect(takes(twoHoursBack)).toBe(false)
    expect(takes(twoHoursBack + minute)).toBe(true)
  })
})
