import { describe, expect, test } from 'vitest'
import { outside, scenario } from '#dsl'
import { pop3But, smtpBut } from '../../clients/testing/endless-peers.ts'
import { openPeer } from '../../clients/testing/scripted-peer.ts'
import type { Needs, Target } from '../../targets/target.ts'
import { planFor } from '../plan/plan.ts'
import { playOne, type HowToPlay } from '../play.ts'

const finds = scenario('relay/finds', {
  title: 'Looks into a maildrop that has no end',
  clauses: ['kerio.relay.remote-only-authorized'],
  profile: 'kerio',
  policy: {},
  accounts: { bob: 'bob@local.test' },
  clients: { reader: outside },
  async run({ reader, bob, claim }) {
    claim(await reader.finds({ from: 'eve@elsewhere.test', to: bob.address }, { in: bob })).once()
  },
})

/** Plays on a server with two thousand million messages, which lists each one that is asked for. */
async function plays(deadlines: object, how: HowToPlay = {}, onMessage = () => {}) {
  await using mx = await openPeer(smtpBut())
  await using pop3 = await openPeer(
    pop3But({
      RETR: ({ says }) => {
        onMessage()
        says('+OK\r\nSubject: one of many\r\n\r\n.\r\n')
      },
    }),
  )
  const endpoints = new Map([
    ['mx', { ...mx.address, tls: 'none' as const }],
    ['pop3', { ...pop3.address, tls: 'none' as const }],
  ])
  const target: Target = {
    name: 'endless',
    software: 'a stranger',
    clock: 'none',
    shortfalls: () => [],
    stage: async ({ policy }: Needs) => ({
      policy,
      endpoint: (service) => endpoints.get(service),
      source: () => '127.0.0.1',
      accounts: { bob: { address: 'bob@local.test', login: 'bob', password: 'secret' } },
      deadlines,
      now: () => 0,
      [Symbol.asyncDispose]: async () => {},
    }),
  }
  const plan = planFor([finds], target, 1)
  const [play] = plan.plays
  if (!play) throw new Error('nothing was planned')
  const { verdict, reasons, evidence } = await playOne(plan, play, how)
  await expect.poll(() => pop3.open()).toBe(0)
  return { verdict, reasons: reasons.map(({ text }) => text), evidence }
}

describe('a story that would come to no end is left where it stands, and its connections closed', () => {
  test('after the time of a step', async () => {
    const { verdict, reasons, evidence } = await plays({ step: 300 })
    expect({ verdict, reasons }).toEqual({
      verdict: 'inconclusive',
      reasons: ['reader finds was not over within 0.3 s'],
    })
    expect(evidence?.sessions[0]?.ended?.why).toBe('reader finds was not over within 0.3 s')
  })

  test('after its own time', async () => {
    const { verdict, reasons } = await plays({ scenario: 300 })
    expect({ verdict, reasons }).toEqual({
      verdict: 'inconclusive',
      reasons: ['the story was not over within 0.3 s'],
    })
  })

  test('when somebody asks for it', async () => {
    const controller = new AbortController()
    const { verdict, reasons } = await plays({}, { signal: controller.signal }, () =>
      controller.abort('it was asked for'),
    )
    expect({ verdict, reasons }).toEqual({ verdict: 'inconclusive', reasons: ['it was asked for'] })
  })

  test('before it began, when it was asked for already', async () => {
    const { verdict, evidence } = await plays({}, { signal: AbortSignal.abort('it was asked for') })
    expect({ verdict, evidence }).toEqual({ verdict: 'inconclusive', evidence: undefined })
  })
})
