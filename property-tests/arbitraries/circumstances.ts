import * as fc from 'fast-check'
import type { PolicyDocument } from '#policy-document'
import type { Product } from '../../scenarios/properties/models/world.ts'
import { addressNear, anyIpv4 } from './addresses.ts'
import { accounts, patternsIn, policiesOf } from './policies.ts'

/** Something that happens to a server before it is asked. `after` counts from what happened before it. */
export type Event = { readonly after: number; readonly address: string } & (
  | { readonly is: 'login'; readonly protocol: 'pop3' | 'imap' }
  | { readonly is: 'message'; readonly from: string | null }
)

/** All that a decision can depend on. */
export interface Circumstances {
  readonly product: Product
  readonly policy: PolicyDocument
  readonly bypassesLocalSenders: boolean
  readonly hosts: Readonly<Record<string, string>>
  readonly names: Readonly<Record<string, readonly string[]>>
  /** What happened before the session began, and during it. */
  readonly before: readonly Event[]
  readonly during: readonly Event[]
  readonly session: {
    readonly address: string
    readonly port: number
    readonly account?: string
    readonly authFailed: boolean
  }
  /** The time from the last event to the start of the session, and to the question. */
  readonly untilStart: number
  readonly untilAsked: number
  readonly from: string | null
  readonly to: string
}

export const senders = [
  null,
  'alice@local.test',
  'ghost@local.test',
  'carol@second.test',
  'eve@elsewhere.test',
  'eve@sub.elsewhere.test',
  'postmaster@remote.test',
] as const

export const recipients = [
  'dora@remote.test',
  'dora@remote.test',
  'dora@mailer2.acme.test',
  'bob@local.test',
  'BOB@local.test',
  'ghost@local.test',
  'postmaster@second.test',
  'Postmaster',
] as const

/** Spans that end just before, at and just after the lengths that policies and products know. */
const span = fc.oneof(
  fc
    .tuple(
      fc.constantFrom(1_000, 60_000, 90_000, 600_000, 1_800_000, 3_600_000, 86_400_000),
      fc.constantFrom(-1, 0, 1),
    )
    .map(([length, beside]) => length + beside),
  fc.nat(120_000),
  fc.constant(0),
)

const event = (address: fc.Arbitrary<string>): fc.Arbitrary<Event> =>
  fc.oneof(
    fc.record({
      is: fc.constant('login' as const),
      after: span,
      address,
      protocol: fc.constantFrom('pop3' as const, 'imap' as const),
    }),
    fc.record({
      is: fc.constant('message' as const),
      after: fc.oneof(fc.constant(0), span),
      address,
      from: fc.constantFrom(...senders),
    }),
  )

const names = { 'mail.remote.test': ['192.0.2.1', '2001:db8::1'], 'office.elsewhere.test': ['198.51.100.0'] }

/** A hosts file with the gateway domain in it, most of the time. */
const hostsNear = (near: fc.Arbitrary<string>): fc.Arbitrary<Readonly<Record<string, string>>> =>
  fc.oneof(
    { weight: 1, arbitrary: fc.constant({}) },
    { weight: 4, arbitrary: fc.oneof(near, anyIpv4).map((host) => ({ 'mailer2.acme.test': host })) },
  )

/** Any policy of a product, any history, and any session that asks. */
export const circumstancesOf = (product: Product): fc.Arbitrary<Circumstances> =>
  policiesOf[product].chain((policy) => {
    const near = addressNear(patternsIn(policy))
    // Few addresses, so that much happens at each.
    return fc.tuple(near, near).chain(([own, other]) => {
      const address = fc.constantFrom(own, own, own, other)
      return fc.record({
        product: fc.constant(product),
        policy: fc.constant(policy),
        bypassesLocalSenders: fc.boolean(),
        hosts: product === 'imail' ? hostsNear(near) : fc.constant({}),
        names: fc.constant(names),
        before: fc.array(event(address), { maxLength: 6 }),
        during: fc.array(event(address), { maxLength: 3 }),
        session: fc.record(
          {
            address: fc.constant(own),
            port: fc.constantFrom(25, 587),
            account: fc.constantFrom(...accounts),
            authFailed: fc.boolean(),
          },
          { requiredKeys: ['address', 'port', 'authFailed'] },
        ),
        untilStart: span,
        untilAsked: span,
        from: fc.constantFrom(...senders),
        to: fc.constantFrom(...recipients),
      })
    })
  })
