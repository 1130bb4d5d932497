import { expect, test } from 'vitest'
import { minutes, outside, scenario } from '#dsl'
import { referenceTarget } from '../../targets/reference/target.ts'
import { planFor } from '../plan/plan.ts'
import { playPlan } from '../play.ts'

const story = scenario('relay/traced', {
  title: 'Claims later what it saw earlier',
  clauses: ['kerio.relay.pop3-window'],
  profile: 'kerio',
  policy: { popBeforeSmtp: { enabled: true, window: '10m' } },
  accounts: { alice: 'alice@local.test' },
  clients: { laptop: outside },
  uses: ['clock', 'sink'],
  async run({ laptop, alice, clock, sink, claim }) {
    const mail = { from: alice.address, to: 'carol@remote.test' }
    const refused = await laptop.offers(mail)
    const login = await laptop.logsIn('pop3', alice)
    const session = await laptop.opens('mx')
    const first = await session.says('NOOP')
    const second = await session.offers(mail)
    const received = await sink.receives(mail)
    await clock.justBefore(login, minutes(10))
    await clock.justBefore(login.when, minutes(11))
    await clock.justBefore({ notBefore: login.when.notBefore, notAfter: login.when.notAfter }, minutes(12))
    for (const seen of [second, first]) claim(seen).isAccepted()
    claim(received).never()
    claim(refused).isRefused()
    claim(login).isAccepted()
  },
})

test('a claim knows the step it is about, and a span the step it counts from', async () => {
  const [result] = await playPlan(planFor([story], referenceTarget(), 1))
  const { steps = [], claims = [], endpoints, bound } = result?.evidence ?? {}
  expect(result?.reasons).toEqual([])
  const verb = (step: unknown) => (typeof step === 'number' ? steps[step]?.verb : undefined)
  expect(claims.map(({ step }) => [step, verb(step)])).toEqual([
    [4, 'offers'],
    [3, 'says'],
    [5, 'receives'],
    [0, 'offers'],
    [1, 'logsIn'],
  ])
  const spans = steps.filter(({ actor }) => actor === 'clock').map(({ with: { since } }) => since)
  expect(spans).toMatchObject([1, 1, { notBefore: expect.any(Number) }])
  expect(endpoints).toEqual({
    mx: { host: '127.0.0.1', port: '$MX_PORT', tls: 'none' },
    pop3: { host: '127.0.0.1', port: '$POP3_PORT', tls: 'none' },
  })
  expect(bound).toEqual({ laptop: '$LAPTOP_ADDRESS' })
})
