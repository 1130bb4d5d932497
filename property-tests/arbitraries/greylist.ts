import * as fc from 'fast-check'
import type { PolicyDocument } from '#policy-document'
import { lengthOf, type Offer } from '../../scenarios/properties/models/world.ts'
import { localDomains } from '../../scenarios/properties/setting.ts'
import { accounts } from './policies.ts'

/** An offer, and how long after the previous one it is made. */
export interface Attempt extends Omit<Offer, 'at'> {
  readonly after: number
}

const people: PolicyDocument = {
  domains: { local: localDomains },
  accounts: Object.fromEntries(accounts.map((address) => [address, { password: `of ${address}` }])),
}
const mostly = fc.constantFrom(true, true, true, true, false)
const trusted = fc.constantFrom(['192.0.2.16/28'], ['192.0.2.16/28'], ['198.51.100.9'])

/** Policies of the two products that have a grey list. */
export const greylistPolicies = {
  commgate: fc.record({
    greylist: fc.record({
      enabled: mostly,
      delay: fc.constantFrom('45s', '5m', '1h'),
      retention: fc.constantFrom('1d', '35d'),
    }),
    relay: fc.record({ trusted }),
    auth: fc.record({ required: fc.boolean() }),
  }),
  ics: fc.record({
    greylist: fc.record({ enabled: mostly }),
    relay: fc.record({
      trusted,
      trustedEntries: fc.constantFrom(['198.51.100.200'], ['zoe@remote.test'], ['Remote.test'], []),
    }),
  }),
} as const

/** Spans that end just before, at and just after the lengths of a policy. */
const spanOf = ({ greylist }: PolicyDocument): fc.Arbitrary<number> => {
  const lengths = [greylist?.delay ?? '5m', greylist?.retention ?? '35d'].map(lengthOf)
  return fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(0, 0, 1000) },
    {
      weight: 3,
      arbitrary: fc
        .tuple(fc.constantFrom(...lengths, lengths[0] ?? 0), fc.constantFrom(-1, 0, 1))
        .map(([length, beside]) => length + beside),
    },
    { weight: 1, arbitrary: fc.nat(40 * 86_400_000) },
  )
}

const clients = [
  '198.51.100.9',
  '198.51.100.200',
  '192.0.2.20',
  '2001:db8::1',
  '2001:db8::ffff:0:1',
  '2001:db8:0:1::1',
] as const

/** The first one five times out of six: the grey list is about mail that comes again. */
const mostlyOne = <T>(one: T, ...others: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof(
    { weight: 5, arbitrary: fc.constant(one) },
    { weight: 1, arbitrary: fc.constantFrom(one, ...others) },
  )

/** A policy, and what one server goes through under it. */
export const greylistStories = (product: keyof typeof greylistPolicies) =>
  greylistPolicies[product].chain((written) => {
    const policy: PolicyDocument = { ...people, ...written }
    const attempt = fc
      .record({
        after: spanOf(policy),
        address: mostlyOne(...clients),
        from: mostlyOne('eve@elsewhere.test', 'EVE@elsewhere.test', 'zoe@remote.test', null),
        to: mostlyOne('bob@local.test', 'Alice@local.test', 'ghost@local.test', 'dora@remote.test'),
        account: mostlyOne(undefined, ...accounts),
      })
      .map(({ account, ...rest }): Attempt => ({ ...rest, ...(account !== undefined && { account }) }))
    return fc.record({
      policy: fc.constant(policy),
      attempts: fc.array(attempt, { maxLength: 40, size: 'max' }),
    })
  })
