import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createVirtualClock } from '#reference-server'
import { readBook } from '../../run/plan/book.ts'
import { planFor } from '../../run/plan/plan.ts'
import { playPlan } from '../../run/play.ts'
import { readTargetFile } from './file.ts'
import { remoteTarget } from './target.ts'
import { secrets, serveReference } from './testing/served.ts'

beforeEach(() => {
  for (const [name, value] of Object.entries(secrets)) vi.stubEnv(name, value)
})
afterEach(() => vi.unstubAllEnvs())

const people = {
  alice: { address: 'alice@example.org', passwordEnv: 'ALICE_PASSWORD' },
  bob: { address: 'bob@example.org', passwordEnv: 'BOB_PASSWORD' },
}
const outside = ['127.0.0.2', '127.0.0.3', '127.0.0.4']
const waiting = { '198.51.100.10': '127.0.0.10', '192.0.2.10': '127.0.0.11' }
const beside = {
  '192.0.2.15': '127.0.1.15',
  '192.0.2.16': '127.0.1.16',
  '192.0.2.31': '127.0.1.31',
  '192.0.2.32': '127.0.1.32',
  '198.51.100.7': '127.0.2.7',
  '198.51.100.8': '127.0.2.8',
}

/** A story that looks into a mailbox for what must not be there: where its clients stand, and the policy there. */
interface NeverFinding {
  readonly id: string
  readonly profile: 'kerio' | 'ics' | 'commgate'
  readonly at: Readonly<Record<string, string>>
  readonly policy?: object
}

const neverFinding: readonly NeverFinding[] = [
  { id: 'rate-limits/hourly-number-and-no-more-kerio', profile: 'kerio', at: {} },
  { id: 'rate-limits/messages-are-counted-not-recipients-kerio', profile: 'kerio', at: {} },
  { id: 'rate-limits/the-last-hour-counts-kerio', profile: 'kerio', at: {} },
  { id: 'greylisting/second-attempt-after-the-delay-commgate', profile: 'commgate', at: waiting },
  { id: 'greylisting/many-recipients-commgate', profile: 'commgate', at: waiting },
  {
    id: 'greylisting/permitted-networks-are-not-checked-ics',
    profile: 'ics',
    at: beside,
    policy: { greylist: { enabled: true }, relay: { trusted: ['127.0.1.16/28', '127.0.2.7'] } },
  },
]

test.each(neverFinding)('a conforming server conforms in $id', async ({ id, profile, at, policy }) => {
  const scenario = (await readBook()).find((each) => each.id === id)
  if (!scenario) throw new Error(`there is no ${id}`)
  const clock = createVirtualClock()
  await using served = await serveReference({ profile, policy: policy ?? scenario.policy, clock })
  const carol = scenario.accounts['carol']?.endsWith('@second.test')
    ? 'carol@example.com'
    : 'carol@example.org'
  const { file } = readTargetFile({
    version: 1,
    name: 'stranger',
    profile,
    services: served.services('mx', 'pop3'),
    accounts: { ...people, carol: { address: carol, passwordEnv: 'CAROL_PASSWORD' } },
    domains: { local: 'example.org', second: 'example.com', remote: 'example.net' },
    sources: { outside, at },
    vouches: { ...scenario.policy, ...(profile === 'kerio' && { popBeforeSmtp: { enabled: false } }) },
  })
  if (!file) throw new Error('the file is wrong')
  const target = remoteTarget(file, {
    patience: 5 * 3_600_000,
    secretOf: (name) => process.env[name] ?? '',
    time: { now: () => clock.now(), wait: (span) => clock.advanceTo(clock.now() + span) },
  })
  const results = await playPlan(planFor([scenario], target, 1))
  expect(results.map(({ verdict, reasons }) => [verdict, reasons])).toEqual([['conforms', []]])
})
