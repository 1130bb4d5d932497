import { describe, expect, test } from 'vitest'
import { outside, scenario } from '#dsl'
import type { Client, Account, Claim } from '#dsl'
import { referenceTarget } from '../../targets/reference/target.ts'
import { planFor } from '../plan/plan.ts'
import { playPlan } from '../play.ts'

interface Hands {
  readonly laptop: Client
  readonly alice: Account
  readonly bob: Account
  readonly claim: Claim<'kerio.relay.failed-auth-overrides-ip'>
}

/** Plays a story about logging in, on the reference server. */
async function plays(story: (hands: Hands) => Promise<void>) {
  const one = scenario('authentication/logins', {
    title: 'Someone logs in',
    clauses: ['kerio.relay.failed-auth-overrides-ip'],
    profile: 'kerio',
    policy: {},
    accounts: { alice: 'alice@local.test', bob: 'bob@local.test' },
    clients: { laptop: outside },
    uses: ['tls'],
    run: ({ laptop, alice, bob, claim }) => story({ laptop, alice, bob, claim }),
  })
  const [result] = await playPlan(planFor([one], referenceTarget(), 7))
  if (!result) throw new Error('nothing was played')
  const { verdict, evidence, reasons } = result
  const wire = (evidence?.sessions ?? []).flatMap(({ lines }) =>
    lines.map(({ dir, octets }) => `${dir}: ${octets}`),
  )
  return { verdict, texts: reasons.map(({ text }) => text), evidence, wire }
}

describe('over IMAP', () => {
  test.each([
    ['the command LOGIN', {}, /^C: a1 LOGIN "alice@local\.test" \*{8}\r\n$/],
    ['PLAIN', { by: 'PLAIN' }, /^C: a1 AUTHENTICATE PLAIN \*{8}\r\n$/],
    ['LOGIN', { by: 'LOGIN' }, /^C: a1 AUTHENTICATE LOGIN\r\n$/],
  ] as const)('a client logs in by %s, and leaves', async (_, how, line) => {
    const { verdict, texts, wire, evidence } = await plays(async ({ laptop, alice, claim }) => {
      claim(await laptop.logsIn('imap', alice, how)).isAccepted()
      claim(await laptop.failsToLogIn('imap', alice, how)).isRefused()
    })
    expect(texts).toEqual([])
    expect(verdict).toBe('conforms')
    expect(wire.some((said) => line.test(said))).toBe(true)
    expect(JSON.stringify(evidence)).not.toContain('secret-')
    expect(evidence?.sessions.map(({ service, ended }) => [service, ended?.by])).toEqual([
      ['imap', 'server'],
      ['imap', 'server'],
    ])
    expect(evidence?.steps.map(({ verb, with: details }) => [verb, details])).toEqual([
      ['logsIn', { service: 'imap', account: 'alice@local.test', ...how }],
      ['failsToLogIn', { service: 'imap', account: 'alice@local.test', ...how }],
    ])
  })

  test('a session goes on until it quits', async () => {
    const { texts, verdict } = await plays(async ({ laptop, alice, claim }) => {
      const session = await laptop.opens('imap')
      claim(await session.says('SELECT INBOX')).isRefused()
      claim(await session.logsIn(alice, { password: 'wrong' })).isRefused()
      claim(await session.logsIn(alice)).isAccepted()
      claim(await session.says('NOOP')).isAccepted()
      await session.quits()
      claim(await session.says('NOOP')).isAccepted()
    })
    expect(texts).toEqual([
      'laptop#1: expected acceptance, saw the connection closed: the server closed the connection; its last words were "a5 OK done"',
    ])
    expect(verdict).toBe('violates')
  })

  test('a login that does not work stops the story', async () => {
    const { texts, verdict } = await plays(async ({ laptop }) => {
      await laptop.logsIn('imap', { address: 'nobody@local.test' })
    })
    expect(verdict).toBe('inconclusive')
    expect(texts[0]).toMatch(/^laptop#1: nobody@local\.test could not log in over imap: NO /)
  })
})

test.each(['USER', 'PLAIN', 'LOGIN'] as const)('a client logs in over POP3 by %s', async (by) => {
  const { texts, evidence } = await plays(async ({ laptop, alice, claim }) => {
    claim(await laptop.logsIn('pop3', alice, { by })).isAccepted()
    claim(await laptop.failsToLogIn('pop3', alice, { by })).isRefused()
    const session = await laptop.opens('pop3')
    claim(await session.logsIn(alice, { by, password: 'wrong' })).isRefused()
    claim(await session.logsIn(alice, { by })).isAccepted()
    await session.quits()
  })
  expect(texts).toEqual([])
  expect(JSON.stringify(evidence)).not.toContain('secret-')
})

test.each(['first eight', 'one more', 'other case', "another's", 'empty'] as const)(
  'a client knows a password that is nearly right: %s',
  async (password) => {
    const { texts, evidence } = await plays(async ({ laptop, alice, claim }) => {
      const submits = await laptop.opens('mx')
      claim(await submits.authenticates(alice, { password, mechanism: 'LOGIN' })).isRefused()
      await submits.quits()
      claim(await laptop.failsToLogIn('pop3', alice, { password, by: 'APOP' })).isRefused()
      claim(await laptop.failsToLogIn('imap', alice, { password })).isRefused()
    })
    expect(texts).toEqual([])
    expect(evidence?.stopped).toBeUndefined()
    expect(JSON.stringify(evidence)).not.toContain('secret-')
  },
)

test('a client asks to act as somebody else', async () => {
  const { texts, wire } = await plays(async ({ laptop, alice, bob, claim }) => {
    for (const service of ['pop3', 'imap'] as const) {
      const session = await laptop.opens(service)
      claim(await session.logsIn(alice, { by: 'PLAIN', actsAs: bob })).isRefused()
      claim(await session.logsIn(alice, { by: 'PLAIN', actsAs: alice })).isAccepted()
      await session.quits()
    }
    const submits = await laptop.opens('mx')
    claim(await submits.authenticates(alice, { actsAs: bob })).isRefused()
    claim(await submits.authenticates(alice, { actsAs: alice })).isAccepted()
    await submits.quits()
  })
  expect(texts).toEqual([])
  expect(wire.filter((line) => line.includes('PLAIN ********'))).toHaveLength(6)
})

test('a client logs in behind implicit TLS', async () => {
  const { texts, evidence } = await plays(async ({ laptop, alice, claim }) => {
    claim(await laptop.logsIn('pop3s', alice, { by: 'APOP' })).isAccepted()
    claim(await laptop.failsToLogIn('imaps', alice, { by: 'LOGIN', password: 'empty' })).isRefused()
  })
  expect(texts).toEqual([])
  expect(evidence?.sessions.map(({ service }) => service)).toEqual(['pop3s', 'imaps'])
})

test.each(['PLAIN', 'LOGIN'] as const)('a client authenticates over SMTP by %s', async (mechanism) => {
  const { texts } = await plays(async ({ laptop, alice, claim }) => {
    const session = await laptop.opens('mx')
    claim(await session.authenticates(alice, { mechanism, password: 'wrong' })).isRefused()
    claim(await session.authenticates(alice, { mechanism })).isAccepted()
    await session.quits()
  })
  expect(texts).toEqual([])
})
