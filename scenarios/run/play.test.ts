import { describe, expect, test } from 'vitest'
import { at, outside, scenario, type Scenario } from '#dsl'
import { openSink } from '#peers'
import { referenceTarget } from '../targets/reference/target.ts'
import type { Needs, Shortfall, Target } from '../targets/target.ts'
import { planFor } from './plan/plan.ts'
import { openRunner, playPlan, type PlayResult } from './play.ts'

/** A server that takes everything except where it is told to answer otherwise: `['RCPT', '550 5.7.1 no']`. */
function stranger(answers: Parameters<typeof openSink>[1], shortfalls: readonly Shortfall[] = []): Target {
  return {
    name: 'stranger',
    software: 'a stranger',
    clock: 'none',
    shortfalls: ({ policy }) => (Object.keys(policy).length > 0 ? shortfalls : []),
    stage: async (needs: Needs) => {
      const server = await openSink({ host: '127.0.0.1', now: () => 0 }, answers)
      return {
        policy: needs.policy,
        endpoint: (service) =>
          service === 'mx' ? { host: server.host, port: server.port, tls: 'none' } : undefined,
        source: () => '127.0.0.1',
        accounts: {},
        now: () => 0,
        [Symbol.asyncDispose]: () => server.close(),
      }
    },
  }
}

/** A server without POP3, whose mailboxes can be looked into. */
function keepingAsFiles(): Target {
  return {
    ...stranger([]),
    stage: async ({ policy, accounts }: Needs) => {
      const server = await openSink({ host: '127.0.0.1', now: () => 0 })
      const kept = Object.entries(accounts).map(([name, address]) => [name, accountOf(address)] as const)
      return {
        policy,
        endpoint: (service) =>
          service === 'mx' ? { host: server.host, port: server.port, tls: 'none' } : undefined,
        source: () => '127.0.0.1',
        accounts: Object.fromEntries(kept),
        mailbox: (address) =>
          server
            .receipts()
            .filter(({ forwardPaths }) => forwardPaths.includes(address))
            .map(({ message }) => message),
        now: () => 0,
        [Symbol.asyncDispose]: () => server.close(),
      }
    },
  }
}

const accountOf = (address: string) => ({ address, login: address, password: 'secret' })

/** A server whose clock goes on by so many milliseconds each time it is read. */
function flowing(pace: number): Target {
  let time = 0
  const now = (): number => (time += pace)
  return {
    ...stranger([]),
    stage: async (needs: Needs) => {
      const server = await openSink({ host: '127.0.0.1', now })
      return {
        policy: needs.policy,
        endpoint: () => ({ host: server.host, port: server.port, tls: 'none' }),
        source: () => '127.0.0.1',
        accounts: {},
        now,
        clock: {
          resolution: 2_000,
          now,
          moveTo: async (instant) => void (time = Math.max(time, instant)),
        },
        [Symbol.asyncDispose]: () => server.close(),
      }
    },
  }
}

const strangerIsRefused = scenario('relay/stranger-is-refused', {
  title: 'A stranger is refused, with the usual words',
  clauses: ['kerio.relay.remote-only-authorized', 'rfc5321.relay-denied-550'],
  profile: 'kerio',
  policy: { relay: { mode: 'restricted' } },
  clients: { visitor: outside },
  async run({ visitor, claim }) {
    const attempt = await visitor.offers({ from: 'eve@elsewhere.test', to: 'carol@remote.test' })
    claim(attempt).isRefused({ by: 'RCPT' })
    claim.form(attempt).is({ code: 550, status: '5.7.1' })
  },
})

const only = async (target: Target, one: Scenario = strangerIsRefused): Promise<PlayResult> => {
  const [result] = await playPlan(planFor([one], target, 1))
  if (!result) throw new Error('nothing was played')
  return result
}

const texts = (result: PlayResult) => result.reasons.map(({ text }) => text)

describe('verdicts, each seen', () => {
  test('a server that does what is claimed conforms', async () => {
    expect(await only(stranger([['RCPT', '550 5.7.1 no']]))).toMatchObject({
      verdict: 'conforms',
      decision: 'holds',
      form: 'holds',
      reasons: [],
    })
  })

  test('a server that decides correctly but in its own words deviates', async () => {
    const result = await only(stranger([['RCPT', '554 5.5.0 no']]))
    expect(result).toMatchObject({ verdict: 'deviates', decision: 'holds', form: 'broken' })
    expect(texts(result)).toEqual(['visitor#1: expected 550 5.7.1, saw RCPT 554 5.5.0 no'])
  })

  test.each([
    ['a server of others, however its clock goes', { clock: 'virtual' }, 'deviates', /^\d+$/],
    ['the reference', { clock: 'none', isReference: true }, 'violates', /^\$MX_PORT$/],
  ] as const)('words of its own, and the port it had: %s', async (_, kind, verdict, port) => {
    const result = await only({ ...stranger([['RCPT', '554 5.5.0 no']]), ...kind })
    expect(result).toMatchObject({ verdict })
    expect(result.evidence?.endpoints['mx']?.port).toMatch(port)
  })

  test('a server that relays for anyone violates', async () => {
    const result = await only(stranger([]))
    expect(result).toMatchObject({ verdict: 'violates', decision: 'broken' })
    expect(texts(result)[0]).toMatch(/^visitor#1: expected a permanent refusal by RCPT, saw RCPT 250/)
  })

  test('a server that refuses for now, where a permanent refusal is claimed, violates', async () => {
    expect(await only(stranger([['RCPT', '450 4.7.1 later']]))).toMatchObject({ verdict: 'violates' })
  })

  test('a connection lost half-way proves nothing', async () => {
    const result = await only(stranger([['RCPT', '999 what']]))
    expect(result).toMatchObject({ verdict: 'inconclusive', decision: 'unknown' })
    expect(texts(result)[0]).toMatch(/the connection lost at RCPT/)
  })

  test('a story whose set-up does not work is inconclusive, and says where it stopped', async () => {
    const needsTalk = scenario('relay/needs-greeting', {
      title: 'Opens a session first',
      clauses: ['kerio.relay.remote-only-authorized'],
      profile: 'kerio',
      policy: {},
      clients: { visitor: outside },
      async run({ visitor, claim }) {
        const session = await visitor.opens('mx', { helo: 'late' })
        claim(await session.says('NOOP')).isAccepted()
      },
    })
    const result = await only(stranger([['HELO', '550 5.7.1 no', 'late']]), needsTalk)
    expect(result).toMatchObject({ verdict: 'inconclusive' })
    expect(texts(result)).toEqual(['visitor#1: no session with mx, HELO: 550 no'])
  })

  test('what takes longer than the boundary it was to come before proves nothing', async () => {
    const inTheWindow = scenario('relay/in-the-window', {
      title: 'Asks just before a minute is over',
      clauses: ['kerio.relay.remote-only-authorized'],
      profile: 'kerio',
      policy: {},
      clients: { visitor: outside },
      uses: ['clock'],
      async run({ visitor, clock, claim }) {
        const mail = { from: 'eve@elsewhere.test', to: 'carol@remote.test' }
        const first = await visitor.offers(mail)
        await clock.justBefore(first, 60_000)
        claim(await visitor.offers(mail)).isAccepted()
      },
    })
    expect(await only(flowing(1), inTheWindow)).toMatchObject({ verdict: 'conforms' })
    const result = await only(flowing(3_000), inTheWindow)
    expect(result).toMatchObject({ verdict: 'inconclusive' })
    expect(texts(result)[0]).toMatch(/^what was to be seen before .*: this machine is too slow$/)
  })

  test('a service the target does not have is a shortfall, even when only the story shows it', async () => {
    const needsTalk = scenario('relay/needs-talk', {
      title: 'Opens a session first',
      clauses: ['kerio.relay.remote-only-authorized'],
      profile: 'kerio',
      policy: {},
      clients: { visitor: outside },
      async run({ visitor, claim }) {
        const session = await visitor.opens('submission')
        claim(await session.says('NOOP')).isAccepted()
      },
    })
    const result = await only(stranger([]), needsTalk)
    expect(result).toMatchObject({ verdict: 'unsupported', reasons: [{ need: 'service submission' }] })
  })

  test('a story that claims nothing is inconclusive', async () => {
    const silent = scenario('relay/silent', {
      title: 'Claims nothing',
      clauses: ['kerio.relay.remote-only-authorized'],
      profile: 'kerio',
      policy: {},
      clients: { visitor: outside },
      async run({ visitor }) {
        await visitor.offers({ from: 'eve@elsewhere.test', to: 'carol@remote.test' })
      },
    })
    expect(await only(stranger([]), silent)).toMatchObject({ verdict: 'inconclusive' })
  })

  test('a need the target cannot meet is a shortfall, said and not played', async () => {
    const result = await only(stranger([], [{ need: 'relay.mode', why: 'it knows one mode only' }]))
    expect(result).toMatchObject({
      verdict: 'unsupported',
      reasons: [{ kind: 'shortfall', need: 'relay.mode', text: 'it knows one mode only' }],
    })
    expect(result.evidence).toBeUndefined()
  })

  test('our own mistake is never blamed on the target', async () => {
    const broken = scenario('relay/broken', {
      title: 'Says two lines at once',
      clauses: ['kerio.relay.remote-only-authorized'],
      profile: 'kerio',
      policy: {},
      clients: { visitor: outside },
      async run({ visitor }) {
        const session = await visitor.opens('mx')
        await session.says('NOOP\r\nNOOP')
      },
    })
    expect(await only(stranger([]), broken)).toMatchObject({ verdict: 'faulty' })
  })
})

test('a mailbox that is looked into where it lies leaves a step that says so, and no session', async () => {
  const arrives = scenario('relay/arrives', {
    title: 'Mail arrives',
    clauses: ['kerio.relay.remote-only-authorized'],
    profile: 'kerio',
    policy: {},
    accounts: { bob: 'bob@local.test' },
    clients: { visitor: outside, reader: outside },
    async run({ visitor, reader, bob, claim }) {
      const mail = { from: 'eve@elsewhere.test', to: bob.address }
      await visitor.sends(mail)
      claim(await reader.finds(mail, { in: bob })).once()
    },
  })
  const { verdict, evidence } = await only(keepingAsFiles(), arrives)
  expect(verdict).toBe('conforms')
  expect(evidence?.steps.at(-1)).toMatchObject({
    verb: 'finds',
    with: { in: 'bob@local.test', read: 'as files' },
    sessions: [],
  })
})

describe('before and after', () => {
  test('a server that accepts the canary makes the whole run faulty', async () => {
    const yesMan = stranger([['XCANARY', '250 2.0.0 whatever you say']])
    await expect(openRunner(planFor([strangerIsRefused], yesMan, 1))).rejects.toThrow(
      'the canary was not caught',
    )
  })

  test('a server that does not even greet leaves every scenario inconclusive', async () => {
    const result = await only(stranger([['CONNECT', '554 go away']]))
    expect(result.verdict).toBe('inconclusive')
    expect(texts(result)[0]).toMatch(/^the sanity session failed: /)
  })
})

describe('the same seed', () => {
  test('gives byte-identical evidence', async () => {
    const story = scenario('relay/twice', {
      title: 'Sends, waits, and is refused',
      clauses: ['kerio.relay.pop3-window'],
      profile: 'kerio',
      policy: { popBeforeSmtp: { enabled: true, window: '10m' }, relay: { trusted: ['192.0.2.1'] } },
      accounts: { alice: 'alice@local.test' },
      clients: { laptop: outside, office: at('192.0.2.1') },
      uses: ['clock', 'sink'],
      async run({ laptop, office, alice, clock, policy, sink, claim }) {
        const mail = { from: alice.address, to: 'carol@remote.test' }
        const login = await laptop.logsIn('pop3', alice)
        for (const sender of [laptop, office]) claim(await sender.sends(mail)).isAccepted()
        claim(await sink.receives(mail)).times(2)
        await clock.justAfter(login, policy.popBeforeSmtp.window)
        claim(await laptop.offers(mail)).isRefused({ by: 'RCPT' })
      },
    })
    const play = async (seed: number) => {
      const [result] = await playPlan(planFor([story], referenceTarget(), seed))
      return JSON.stringify(result?.evidence)
    }
    const once = await play(7)
    expect(await play(7)).toBe(once)
    expect(await play(8)).not.toBe(once)
  })
})
