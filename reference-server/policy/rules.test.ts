import { describe, expect, test } from 'vitest'
import { ics } from '../profiles/ics.ts'
import { imail } from '../profiles/imail.ts'
import { readPolicy, type PolicyDocument } from './document.ts'
import { createEngine } from './engine.ts'
import type { Path, SenderFacts } from './facts.ts'
import type { Profile } from './profile.ts'

const engineOf = (profile: Profile, document: PolicyDocument) => {
  const { policy, problems } = readPolicy(profile, [{ domains: { local: ['local.test'] } }, document])
  if (problems) throw new Error(JSON.stringify(problems))
  return createEngine(policy, profile.conduct)
}

const path = (localPart: string, domain: string): Path => ({
  localPart,
  domain,
  text: `${localPart}@${domain}`,
})

const from = (address: string, more: Partial<SenderFacts> = {}): SenderFacts => ({
  port: 25,
  address,
  now: 0,
  startedAt: 0,
  windowAtStart: false,
  authFailed: false,
  reversePath: path('eve', 'elsewhere.test'),
  ...more,
})

describe('relaying', () => {
  const permitted = { relay: { trusted: ['192.0.2.20'] } }
  const listed = { relay: { mode: 'restricted', trusted: ['192.0.2.20'] } } as const
  const closed = { relay: { mode: 'none', trusted: ['192.0.2.20', '192.0.2.60'] } } as const
  test.each([
    ['open: anyone', imail, { relay: { mode: 'open' } } as const, from('192.0.2.1'), true],
    ['restricted: the listed', imail, listed, from('192.0.2.20'), true],
    ['restricted: the unlisted', imail, listed, from('192.0.2.21'), false],
    ['none: the listed', imail, closed, from('192.0.2.20'), false],
    ['no AUTH known: an account', imail, listed, from('192.0.2.1', { account: 'alice@local.test' }), false],
    ['AUTH known: an account', ics, {}, from('192.0.2.1', { account: 'alice@local.test' }), true],
    ['AUTH failed, address permitted', ics, permitted, from('192.0.2.20', { authFailed: true }), true],
  ])('%s', (_, profile, document, facts, permits) => {
    const forwardPath = path('carol', 'remote.test')
    expect(engineOf(profile, document).decide('rcpt', { ...facts, forwardPath }).permits).toBe(permits)
  })

  test('for nobody, a gateway is a host like any other', () => {
    const engine = engineOf(imail, closed)
    engine.adoptFiles({ hosts: new Map([['mailer2.acme.test', '192.0.2.60']]) })
    const facts = { ...from('192.0.2.1'), forwardPath: path('yan', 'mailer2.acme.test') }
    expect(engine.decide('rcpt', facts).permits).toBe(false)
  })

  test('a refusal names the host of the recipient', () => {
    const facts = { ...from('192.0.2.1'), forwardPath: path('carol', 'remote.test') }
    expect(engineOf(imail, listed).decide('rcpt', facts)).toMatchObject({
      by: 'relay',
      reply: 'relayDenied',
      words: { domain: 'remote.test' },
    })
  })
})

describe('the rate', () => {
  const limited = { limits: { rateEnabled: true, messagesPerMinute: 1 } }

  test('is asked about at MAIL and again at the message, and counts what was taken', () => {
    const engine = engineOf(ics, limited)
    const facts = from('192.0.2.1')
    for (const phase of ['mail', 'message'] as const) expect(engine.decide(phase, facts).permits).toBe(true)
    engine.learnMessage({ ...facts, recipients: 3 })
    for (const phase of ['mail', 'message'] as const) expect(engine.decide(phase, facts).permits).toBe(false)
    expect(engine.decide('mail', from('192.0.2.2')).permits).toBe(true)
    expect(engine.decide('mail', { ...facts, now: 59_999 }).permits).toBe(false)
    expect(engine.decide('mail', { ...facts, now: 60_000 }).permits).toBe(true)
  })
})
