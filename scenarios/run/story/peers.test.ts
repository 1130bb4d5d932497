import { expect, test } from 'vitest'
import { at, minutes, scenario, seconds, smtpPeer, type Scenario } from '#dsl'
import { evidenceJson, readEvidence } from '../../../reports/evidence-json.ts'
import { referenceTarget } from '../../targets/reference/target.ts'
import type { StagedSink, Staging, Target } from '../../targets/target.ts'
import { planFor } from '../plan/plan.ts'
import { playOne, type PlayResult } from '../play.ts'

const head = {
  title: 'Mail goes through a relay server that is played',
  clauses: ['kerio.smarthost.all-outgoing'],
  profile: 'kerio',
  policy: {
    relay: { mode: 'restricted', trusted: ['192.0.2.20'] },
    delivery: { mode: 'relay' },
    smarthost: { host: 'smarthost.test' },
  },
  clients: { office: at('192.0.2.20') },
} as const

const mail = { from: 'office@local.test', to: ['carol@remote.test', 'dave@remote.test'] }

async function played(story: Scenario, target: Target = referenceTarget()): Promise<PlayResult> {
  const plan = planFor([story], target, 1)
  const [play] = plan.plays
  if (!play) throw new Error('nothing is planned')
  return playOne(plan, play)
}

const onlyCarol = scenario('smarthost/only-carol', {
  ...head,
  peers: { smarthost: smtpPeer({ refuses: { at: 'RCPT', of: 'dave@remote.test' } }) },
  async run({ office, smarthost, claim }) {
    claim(await office.sends(mail)).isAccepted()
    claim(await smarthost.receives({ ...mail, to: 'carol@remote.test' })).once()
    claim(await smarthost.receives({ ...mail, to: 'dave@remote.test' })).never()
    claim(await smarthost.sees({ at: 'RCPT' })).times(2)
    claim(await smarthost.sees({ at: 'HELO', of: 'mx.local.test' })).once()
    claim(await smarthost.sees({ at: 'AUTH' })).never()
    claim(await smarthost.sees({ at: 'MAIL', withinTls: true })).never()
  },
})

scenario('smarthost/own-domain', {
  ...head,
  // @ts-expect-error -- the server takes second.test for itself
  peers: { second: smtpPeer() },
  run: async () => {},
})

test('what a peer took, refused and was given is counted, and is in the record with its sessions', async () => {
  const { verdict, reasons, evidence } = await played(onlyCarol)
  expect({ verdict, reasons }).toEqual({ verdict: 'conforms', reasons: [] })
  const stored = readEvidence(evidenceJson(evidence ?? never()))
  expect(stored).toEqual(evidence)
  expect(stored.head.peers).toEqual(onlyCarol.peers)
  const { receipts = [], sessions = [] } = stored.peers?.['smarthost'] ?? {}
  expect(receipts.map(({ forwardPaths }) => forwardPaths)).toEqual([['carol@remote.test']])
  expect(sessions.map(({ id }) => id)).toEqual(['smarthost#1'])
  expect(sessions[0]?.lines.map(({ octets }) => octets.trimEnd())).toContain('550 5.7.1 no')
  expect(stored.steps.map(({ verb, sessions: told }) => [verb, told])).toEqual([
    ['sends', ['office#1']],
    ['receives', ['smarthost#1']],
    ['receives', []],
    ['sees', []],
    ['sees', []],
    ['sees', []],
    ['sees', []],
  ])
})

test('the same seed gives the same evidence, what peers heard included', async () => {
  const [one, other] = [await played(onlyCarol), await played(onlyCarol)]
  expect(evidenceJson(one.evidence ?? never())).toBe(evidenceJson(other.evidence ?? never()))
})

test('a peer that holds its answer back does not hang the story: until then nobody can tell', async () => {
  const story = scenario('smarthost/answers-late', {
    ...head,
    peers: { smarthost: smtpPeer({ delays: { at: 'MAIL', by: seconds(30), times: 1 } }) },
    uses: ['clock'],
    async run({ office, smarthost, clock, claim }) {
      claim(await office.sends(mail)).isAccepted()
      claim(await smarthost.receives(mail)).never()
      await clock.advances(minutes(1))
      claim(await smarthost.receives(mail)).once()
    },
  })
  const { verdict, reasons, evidence } = await played(story)
  expect(verdict).toBe('inconclusive')
  expect(reasons.map(({ text }) => text)).toEqual([
    'smarthost, from <office@local.test> to carol@remote.test, dave@remote.test: ' +
      'expected none, saw 0, and the sentinel did not arrive at the smarthost',
  ])
  expect(evidence?.claims.at(-1)?.subject).toMatchObject({ count: 1, certain: true })
})

/** The reference server as seen by somebody who cannot look into its queue. */
const seenFromOutside: Target = {
  ...referenceTarget(),
  stage: async (needs) => {
    const staging = await referenceTarget().stage(needs)
    if (!(Symbol.asyncDispose in staging)) return staging
    const peers = Object.entries(staging.peers ?? {}).map(
      ([role, peer]) => [role, { ...peer, settles: arrives(peer) }] as const,
    )
    return { ...staging, deliversWithin: 300, peers: Object.fromEntries(peers) } satisfies Staging
  },
}

/** Waits for what is looked for, and knows nothing else. */
const arrives =
  (sink: StagedSink): StagedSink['settles'] =>
  async (looksFor) => {
    await sink.settles(looksFor)
    return looksFor()
  }

test('silence at a peer is proved by a sentinel, which it takes whomever it refuses, and does not count', async () => {
  const { verdict, reasons, evidence } = await played(onlyCarol, seenFromOutside)
  expect({ verdict, reasons }).toEqual({ verdict: 'conforms', reasons: [] })
  const sentinels = evidence?.steps.filter(({ verb }) => verb === 'sendsSentinel') ?? []
  expect(sentinels.length).toBeGreaterThan(0)
  expect(new Set(sentinels.map(({ with: { to } }) => to))).toEqual(new Set(['sentinel@remote.test']))
})

test('silence of a peer that does not even take a sentinel proves nothing', async () => {
  const story = scenario('smarthost/takes-nothing', {
    ...head,
    peers: { smarthost: smtpPeer({ refuses: { at: 'MAIL' } }) },
    async run({ office, smarthost, claim }) {
      await office.sends(mail)
      claim(await smarthost.receives(mail)).never()
    },
  })
  expect(await played(story, seenFromOutside)).toMatchObject({ verdict: 'inconclusive' })
})

function never(): never {
  throw new Error('there is no evidence')
}
