import { expect, test } from 'vitest'
import { outside, scenario, type Scenario } from '#dsl'
import { referenceTarget, type ReferenceOptions } from '../../targets/reference/target.ts'
import type { Staging, Target } from '../../targets/target.ts'
import { planFor } from '../plan/plan.ts'
import { playPlan } from '../play.ts'

const within = 300

/** The reference server as seen by somebody who cannot look into its queue. */
function seenFromOutside(options: ReferenceOptions = {}): Target {
  const target = referenceTarget(options)
  return {
    ...target,
    stage: async (needs) => {
      const staging = await target.stage(needs)
      return Symbol.asyncDispose in staging ? withoutQueue(staging) : staging
    },
  }
}

const withoutQueue = ({ sink, ...staging }: Staging): Staging => ({
  ...staging,
  deliversWithin: within,
  ...(sink && {
    sink: {
      receipts: () => sink.receipts(),
      settles: async (looksFor) => {
        for (const deadline = Date.now() + within; !looksFor() && Date.now() < deadline;) {
          await new Promise((resolve) => setTimeout(resolve, 10))
        }
        return looksFor()
      },
    },
  }),
})

async function played(story: Scenario, options: ReferenceOptions = {}) {
  const [result] = await playPlan(planFor([story], seenFromOutside(options), 1))
  if (!result) throw new Error('nothing was played')
  const sentinels = (result.evidence?.steps ?? []).filter(({ verb }) => verb === 'sendsSentinel')
  return {
    verdict: result.verdict,
    reasons: result.reasons.map(({ text }) => text),
    sentinels: sentinels.map(({ actor, with: words }) => [actor, words['via'], words['as'], words['to']]),
  }
}

const accounts = { bob: 'bob@local.test', carol: 'carol@local.test' }

/** A message that one recipient gets; nothing of it may reach the other mailbox. */
const toOneMailbox = (profile: 'kerio' | 'commgate', policy: Scenario['policy'] = {}) =>
  scenario('relay/to-one-mailbox', {
    title: 'What bob gets, carol does not',
    clauses: ['kerio.relay.local-from-anyone'],
    profile,
    policy,
    accounts,
    clients: { stranger: outside, reader: outside },
    async run({ stranger, reader, bob, carol, claim }) {
      const mail = { from: 'eve@elsewhere.test', to: [bob.address, 'nobody@local.test'] }
      claim(await stranger.insists(mail, { as: bob })).isRefused({ by: 'RCPT' })
      claim(await reader.finds(mail, { in: bob })).once()
      claim(await reader.finds(mail, { in: carol })).never()
    },
  })

test('silence in a mailbox is proved by a sentinel that arrives there', async () => {
  expect(await played(toOneMailbox('kerio', { relay: { acceptSmtpAuth: true } }))).toEqual({
    verdict: 'conforms',
    reasons: [],
    sentinels: [['reader', 'mx', undefined, 'carol@local.test']],
  })
})

test('where strangers are kept waiting, the owner of the mailbox sends the sentinel', async () => {
  const policy = { greylist: { enabled: true, delay: '1m' }, auth: { required: true } } as const
  expect(await played(toOneMailbox('commgate', policy))).toMatchObject({
    verdict: 'conforms',
    sentinels: [
      ['reader', 'mx', undefined, 'carol@local.test'],
      ['reader', 'mx', 'carol@local.test', 'carol@local.test'],
    ],
  })
})

const relayMode = (mode: 'restricted' | 'none') =>
  scenario('relay/beside-a-good-one', {
    title: 'The foreign recipient beside a local one gets nothing',
    clauses: ['imail.relay.none'],
    profile: 'imail',
    policy: { relay: { mode, ...(mode === 'restricted' && { trusted: ['192.0.2.20'] }) } },
    accounts,
    clients: { stranger: outside, office: { from: 'address', address: '192.0.2.20' } },
    uses: ['sink'],
    async run({ stranger, office, bob, sink, claim }) {
      await office.sends({ from: bob.address, to: 'dave@remote.test' })
      const mail = { from: 'eve@elsewhere.test', to: [bob.address, 'carol@remote.test'] }
      claim(await stranger.insists(mail)).isRefused({ by: 'RCPT' })
      claim(await sink.receives({ ...mail, to: 'carol@remote.test' })).never()
    },
  })

test('silence at the sink is proved by a sentinel from a client whose mail has gone there', async () => {
  expect(await played(relayMode('restricted'))).toEqual({
    verdict: 'conforms',
    reasons: [],
    sentinels: [['office', 'mx', undefined, 'dave@remote.test']],
  })
})

test('if no sentinel is taken, silence proves nothing, and the reason says so', async () => {
  const { verdict, reasons } = await played(relayMode('none'))
  expect(verdict).toBe('inconclusive')
  expect(reasons).toEqual([
    'sink, from <eve@elsewhere.test> to carol@remote.test: expected none, saw 0, and no sentinel was accepted: AUTH 502 5.5.1 command not implemented',
  ])
})

test('a server that delivers to the recipient it refused is found out', async () => {
  const { verdict, reasons } = await played(relayMode('restricted'), {
    saboteurs: [
      {
        id: 'delivers-all-the-same',
        clause: 'imail.relay.none',
        seam: 'recipient.joins',
        replace: () => () => true,
      },
    ],
  })
  expect(verdict).toBe('violates')
  expect(reasons).toEqual(['sink, from <eve@elsewhere.test> to carol@remote.test: expected none, saw 1'])
})

test('what the target was never handed needs no sentinel', async () => {
  const story = scenario('relay/never-handed-over', {
    title: 'Nobody gets what was refused at every command',
    clauses: ['imail.relay.none'],
    profile: 'imail',
    policy: { relay: { mode: 'none' } },
    clients: { stranger: outside },
    uses: ['sink'],
    async run({ stranger, sink, claim }) {
      const mail = { from: 'eve@elsewhere.test', to: 'carol@remote.test' }
      claim(await stranger.insists(mail)).isRefused({ by: 'RCPT' })
      claim(await sink.receives(mail)).never()
    },
  })
  expect(await played(story)).toEqual({ verdict: 'conforms', reasons: [], sentinels: [] })
})
