import { execFile, spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { openSink } from '#peers'
import { minutes, outside, scenario, type Scenario } from '#dsl'
import type { Evidence } from '#evidence'
import { needs } from '../../clients/testing/needs.ts'
import { reproduce } from '../../evidence/again/reproduce.ts'
import { referenceTarget } from '../../targets/reference/target.ts'
import type { Target } from '../../targets/target.ts'
import { planFor } from '../plan/plan.ts'
import { playOne } from '../play.ts'

const head = {
  title: 'Does a little of everything',
  clauses: ['kerio.relay.remote-only-authorized'],
  profile: 'kerio',
  policy: {},
  clients: { laptop: outside, neighbour: outside },
} as const

async function evidenceOf(story: Scenario, target: Target = referenceTarget()): Promise<Evidence> {
  const plan = planFor([story], target, 1)
  const [play] = plan.plays
  const { evidence } = play ? await playOne(plan, { ...play, shortfalls: [] }) : {}
  if (!evidence) throw new Error('nothing was played')
  return evidence
}

/** What is said about how to see the last claim again. */
function again(evidence: Evidence): string {
  const claim = evidence.claims.at(-1)
  if (!claim) throw new Error('nothing was claimed')
  return reproduce(claim, evidence)
}

const mail = { from: 'alice@local.test', to: ['bob@local.test', "o'brien@local.test"] }

const busy = scenario('relay/busy', {
  ...head,
  accounts: { alice: 'alice@local.test', bob: 'bob@local.test' },
  uses: ['clock', 'operator', 'sink'],
  async run({ laptop, neighbour, alice, bob, clock, operator, sink, claim }) {
    await laptop.sends(
      { ...mail, to: bob.address, subject: "it's $HOME", body: ['one', 'two'] },
      { as: alice },
    )
    for (let n = 0; n < 3; n++) await neighbour.offers({ from: '', to: bob.address })
    const session = await laptop.opens('mx')
    await session.authenticates(alice, { mechanism: 'LOGIN' })
    await neighbour.failsToLogIn('pop3', alice)
    await clock.advances(minutes(30) + 1)
    await session.says('NOOP 100% \\ \u0007')
    await operator.sets({ relay: { mode: 'open' } })
    await clock.untilTimeOfDay('03:10')
    await neighbour.logsIn('imap', bob, { by: 'CRAM-MD5' })
    await laptop.logsIn('pop3', bob, { by: 'PLAIN' })
    claim(await sink.receives(mail)).never()
    claim(await neighbour.offers(mail)).isRefused()
    claim(await laptop.offers({ from: 'late@local.test', to: bob.address })).isAccepted()
  },
})

test('the steps up to a claim become shell lines, in their order', async () => {
  const evidence = await evidenceOf(busy)
  const lines = again(evidence).split('\n')
  expect(evidence.fault ?? evidence.stopped).toBeUndefined()
  expect(lines.filter((line) => !line.startsWith('#'))).toMatchSnapshot()
  expect(lines).toContain('# 30m0.001s pass')
  expect(lines).toContain('# 2h39m59.999s pass, until it is 03:10 at the server')
  expect(lines).toContain('# the operator sets {"policy":{"relay":{"mode":"open"}}}')
  expect(lines).toContain('# LAPTOP_ADDRESS: an address the server sees as 203.0.113.10')
  expect(lines).toContain('# BOB_PASSWORD: the password of bob@local.test')
  expect(lines.join('\n')).not.toContain('secret-')
})

test('what comes after the claim is left out', async () => {
  const evidence = await evidenceOf(busy)
  const [first] = evidence.claims
  if (!first) throw new Error('nothing was claimed')
  expect(reproduce(first, evidence)).not.toContain('late@local.test')
})

test('a shell understands it', async () => {
  const { status, stderr } = spawnSync('sh', ['-n'], {
    input: again(await evidenceOf(busy)),
    encoding: 'utf8',
  })
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
})

test('a message with fields and a size of its own is told with them', async () => {
  const story = scenario('relay/large', {
    ...head,
    async run({ neighbour, claim }) {
      const fields = ['Received: from a.test\n\tby b.test']
      claim(await neighbour.sends({ from: '', to: 'carol@remote.test', fields, octets: 7800 })).isRefused()
    },
  })
  const told = again(await evidenceOf(story))
  expect(told).toContain(`head -c 7600 /dev/zero | tr '\\0' A | fold -w 76 | swaks `)
  expect(told).toContain(`--add-header 'Received: from a.test\\n\tby b.test' --body -`)
})

test('a declared size is told line by line, since swaks declares none', async () => {
  const story = scenario('relay/declared', {
    ...head,
    async run({ neighbour, claim }) {
      claim(await neighbour.offers({ from: '', to: 'carol@remote.test', declares: 1000 })).isRefused()
    },
  })
  expect(again(await evidenceOf(story))).toContain(`printf 'MAIL FROM:<> SIZE=1000\\r\\n'`)
})

test('a client that insists is told line by line, since swaks would give up', async () => {
  const story = scenario('relay/insists', {
    ...head,
    async run({ neighbour, claim }) {
      claim(await neighbour.insists({ from: '', to: 'carol@remote.test' })).isRefused()
    },
  })
  const said = again(await evidenceOf(story))
    .split('\n')
    .filter((line) => line.includes('printf'))
  expect(said.map((line) => /'([A-Z]+)/.exec(line)?.[1])).toEqual([
    'EHLO',
    'MAIL',
    'RCPT',
    'DATA',
    'RSET',
    'QUIT',
  ])
})

/** What a shell prints when it runs some lines; the server lives in this process, so it must not block. */
const runs = (lines: string): Promise<string> =>
  new Promise((resolve) => execFile('sh', ['-c', lines], (_, stdout) => resolve(stdout)))

test('run against the same server, it leads to the same', async (context) => {
  needs('swaks')(context)
  await using server = await openStranger()
  const story = scenario('relay/refused', {
    ...head,
    async run({ laptop, claim }) {
      claim(await laptop.offers({ from: 'eve@elsewhere.test', to: 'carol@remote.test' })).isAccepted()
    },
  })
  const shell = again(await evidenceOf(story, server.target))
  expect(shell).toContain(`swaks --server 127.0.0.1 --port ${server.port} --local-interface 127.0.0.1 `)
  expect(await runs(shell)).toContain('<** 550 5.7.1 not here')
})

async function openStranger() {
  const server = await openSink({ host: '127.0.0.1', now: () => 0 }, [['RCPT', '550 5.7.1 not here']])
  const target: Target = {
    name: 'stranger',
    software: 'a stranger',
    clock: 'none',
    shortfalls: () => [],
    stage: async ({ policy }) => ({
      policy,
      endpoint: (service) =>
        service === 'mx' ? { host: server.host, port: server.port, tls: 'none' } : undefined,
      source: () => '127.0.0.1',
      accounts: {},
      now: () => 0,
      [Symbol.asyncDispose]: async () => {},
    }),
  }
  return { target, port: server.port, [Symbol.asyncDispose]: () => server.close() }
}
