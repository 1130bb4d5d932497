import * as fc from 'fast-check'
import type { PolicyDocument } from '#policy-document'
import type { Product } from '../../scenarios/properties/models/world.ts'
import { localDomains } from '../../scenarios/properties/setting.ts'
import { anyAddress, anyPattern, type Form } from './addresses.ts'

/** Everybody who lives here. */
export const accounts = ['alice@local.test', 'bob@local.test', 'carol@second.test'] as const

const ground: PolicyDocument = {
  domains: { local: localDomains },
  accounts: Object.fromEntries(accounts.map((address) => [address, { password: `of ${address}` }])),
}

const lists = (forms: readonly Form[]) => fc.array(anyPattern(forms), { maxLength: 4 })
const onOff = fc.boolean()
const window = fc.constantFrom('1s', '90s', '10m', '30m', '1h', '1d')
const limit = fc.integer({ min: 1, max: 4 })

/** Leaves some keys of a section away, so that defaults are met too. */
const some = <T extends object>(section: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record(section, { requiredKeys: [] })

const icewarp: fc.Arbitrary<PolicyDocument> = fc.record({
  relay: some({ trusted: lists(['address', 'cidr', 'range', 'octet-mask', 'host-name']) }),
  popBeforeSmtp: fc.record({ enabled: onOff, window }),
  submission: fc.record({ enabled: onOff }),
  sender: some({ rejectUnauthorizedLocal: onOff }),
  trust: some({ whitelistTrusted: onOff }),
})

const ics: fc.Arbitrary<PolicyDocument> = fc.record({
  relay: fc.record({
    trusted: lists(['address', 'cidr', 'mask']),
    trustedEntries: fc.array(
      fc.oneof(
        anyAddress,
        fc.constantFrom('remote.test', 'Elsewhere.test', 'eve@elsewhere.test', 'ALICE@local.test'),
      ),
      { maxLength: 3 },
    ),
  }),
  limits: some({ rateEnabled: onOff, messagesPerMinute: limit, exemptWhitelisted: onOff }),
})

const imail: fc.Arbitrary<PolicyDocument> = fc.record({
  relay: some({
    mode: fc.constantFrom('open' as const, 'restricted' as const, 'restricted' as const, 'none' as const),
    trusted: lists(['address', 'mask']),
  }),
})

const kerioForms: readonly Form[] = ['address', 'cidr', 'mask', 'range', 'host-name']
const kerio: fc.Arbitrary<PolicyDocument> = fc.record({
  ipGroups: fc.record({ clients: lists(kerioForms), spared: lists(kerioForms) }),
  relay: fc.record({
    mode: fc.constantFrom(
      'restricted' as const,
      'restricted' as const,
      'restricted' as const,
      'open' as const,
    ),
    trusted: fc.oneof(
      fc.constantFrom(['group:clients'], ['group:clients', 'group:spared']),
      lists(kerioForms),
    ),
    acceptSmtpAuth: onOff,
  }),
  popBeforeSmtp: fc.record({ enabled: onOff, window }),
  limits: some({ messagesPerHour: limit, exemptGroup: fc.constant('spared') }),
})

const commgate: fc.Arbitrary<PolicyDocument> = fc.record({
  relay: some({ trusted: lists(['address', 'cidr']) }),
  auth: some({ required: onOff }),
})

/** Policies of each product: all that its manual lets an operator choose about relaying, submission and rates. */
export const policiesOf: Readonly<Record<Product, fc.Arbitrary<PolicyDocument>>> = {
  icewarp: icewarp.map((policy) => ({ ...ground, ...policy })),
  ics: ics.map((policy) => ({ ...ground, ...policy })),
  imail: imail.map((policy) => ({ ...ground, ...policy })),
  kerio: kerio.map((policy) => ({ ...ground, ...policy })),
  commgate: commgate.map((policy) => ({ ...ground, ...policy })),
}

/** Every address and network that a policy writes down. */
export function patternsIn({ ipGroups, relay }: PolicyDocument): readonly string[] {
  const groups = Object.values(ipGroups ?? {}).flatMap((group) => group ?? [])
  return [...(relay?.trusted ?? []), ...(relay?.trustedEntries ?? []), ...groups].filter(
    (entry) => /^[\d:a-f]/i.test(entry) && /\d/.test(entry),
  )
}
