import { describe, expect, test } from 'vitest'
import type { Product } from '#clauses'
import { readPolicy, settingNamed, type PolicySettings } from '#policy-document'
import { profiles } from '#profiles'
import { valueInWords, type MeasuredValue, type Written } from '../../reports/profile.ts'
import { readDuration, readSize } from '../../reference-server/policy/document/units.ts'
import { referenceTarget } from '../targets/reference/target.ts'
import { measures, type Bench } from './measuring.ts'
import type { Probe } from './probe.ts'
import { probes } from './probes.ts'

type Values = Readonly<Record<string, MeasuredValue>>

async function valuesOf(bench: Pick<Bench, 'profile' | 'policy'>): Promise<Values> {
  const values: Record<string, MeasuredValue> = {}
  const whole = { target: referenceTarget(), impact: 'blocks-client', seed: 1, ...bench } as const
  for await (const { findings, fault } of measures(asked(bench), whole)) {
    expect(fault).toBeUndefined()
    for (const { what, value } of findings) values[what] = value
  }
  return values
}

/** The usual 200 sessions at once are opened for one product only. */
const asked = ({ profile, policy }: Pick<Bench, 'profile' | 'policy'>): readonly Probe[] =>
  profile === 'plain' || policy.server ? probes : probes.filter(({ name }) => name !== 'connections')

/** Policies beside the products' defaults, and what no stranger can see of each. */
const policies: readonly {
  readonly product: Product
  readonly policy: PolicySettings
  readonly unseen: readonly string[]
}[] = [
  { product: 'kerio', policy: {}, unseen: ['popBeforeSmtp.window', 'popBeforeSmtp.logins'] },
  {
    product: 'kerio',
    policy: {
      relay: { acceptSmtpAuth: false },
      popBeforeSmtp: { enabled: true, window: '30m' },
      limits: { messagesPerHour: 9, failedCommands: 5, hops: 12, messageSize: '3MB' },
      server: { maxConnectionsPerAddress: 11 },
    },
    unseen: ['limits.unknownRecipients', 'auth.needsTls'],
  },
  { product: 'kerio', policy: { relay: { mode: 'open' } }, unseen: ['relay.acceptSmtpAuth', ...window()] },
  {
    product: 'ics',
    policy: {},
    unseen: ['limits.rateEnabled'],
  },
  {
    product: 'ics',
    policy: { limits: { rateEnabled: true, messagesPerMinute: 7 }, greylist: { enabled: true } },
    unseen: [],
  },
  { product: 'icewarp', policy: {}, unseen: ['popBeforeSmtp.window', 'popBeforeSmtp.logins'] },
  {
    product: 'icewarp',
    policy: {
      popBeforeSmtp: { enabled: true, window: '17m' },
      submission: { enabled: true },
      sender: { rejectUnauthorizedLocal: true },
    },
    unseen: [],
  },
  { product: 'imail', policy: {}, unseen: ['popBeforeSmtp.enabled', 'auth.needsTls'] },
  { product: 'imail', policy: { relay: { mode: 'restricted' } }, unseen: ['relay.mode', 'auth.needsTls'] },
  { product: 'imail', policy: { relay: { mode: 'none' } }, unseen: ['relay.mode', 'auth.needsTls'] },
  {
    product: 'commgate',
    policy: {},
    unseen: ['relay.mode', 'greylist.delay', 'limits.messageSize', 'auth.needsTls'],
  },
  {
    product: 'commgate',
    policy: {
      greylist: { enabled: true, delay: '7m' },
      auth: { required: true, needsTls: true },
      limits: { messageSize: '3MB' },
    },
    unseen: [],
  },
]

function window(): readonly string[] {
  return ['popBeforeSmtp.enabled', 'popBeforeSmtp.window', 'popBeforeSmtp.logins']
}

/** The server's own end to mail that goes in a circle, where no policy sets one. */
const own: Readonly<Record<string, unknown>> = { 'limits.hops': 100 }

const read = (written: Written): unknown =>
  typeof written === 'string' ? (readDuration(written) ?? readSize(written) ?? written) : written

const plain = (value: unknown): unknown => (value instanceof Set ? [...value] : value)

describe.each(policies)('the reference server as $product with $policy', ({ product, policy, unseen }) => {
  test('is measured as its policy says, value by value', async () => {
    const values = await valuesOf({ profile: product, policy })
    const { policy: whole } = readPolicy(profiles[product], [policy])
    const settings = Object.keys(values).filter(
      (what) => what in profiles[product].settings || settingNamed(what)?.[1].scope === 'every-profile',
    )
    const unknown = settings.filter((what) => 'unknown' in (values[what] ?? {}))
    expect(unknown.toSorted()).toEqual([...unseen].toSorted())
    for (const what of settings) {
      const value = values[what] ?? { unknown: '' }
      const [section = '', name = ''] = what.split('.')
      const expected = plain(Object(Object(whole)[section])[name]) ?? own[what]
      if ('is' in value) expect({ [what]: read(value.is) }).toEqual({ [what]: expected })
      else if ('beyond' in value)
        expect([what, expected === undefined || Number(expected) > Number(value.beyond)]).toEqual([
          what,
          true,
        ])
      else expect(valueInWords(value)).toMatch(/^unknown, because .{10}/)
    }
  })
})
