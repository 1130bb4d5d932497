import type { CitableId } from '#clauses'
import type { PolicySettings } from '#policy-document'
import type { Known } from './models/known.ts'
import type { Who } from './models/step.ts'
import type { Product } from './models/world.ts'

/** A server as it is set up for stories, and the lengths of time that matter there. */
export interface Setting {
  readonly name: string
  readonly title: string
  readonly product: Product
  readonly policy: PolicySettings
  /** What the claims count for. */
  readonly clauses: readonly [CitableId, ...CitableId[]]
  /** The first is the one that ages are measured by. */
  readonly spans: readonly number[]
  /** What an operator may change while a story is told. */
  readonly changes?: readonly PolicySettings[]
  /** Host names on its lists, which move while a story is told; at first none of them has an address. */
  readonly hosts?: readonly string[]
  /** Servers stand around that mail is handed to, and each is asked what it got. */
  readonly hasHops?: true
  /** The address of each client. */
  readonly addresses: Readonly<Record<Who, string>>
}

export const accounts = { alice: 'alice@local.test', bob: 'bob@local.test' } as const

/** The domains whose mail stays here. */
export const localDomains = ['local.test', 'second.test'] as const

/** What is known when a story begins; how well times are known, and how long may be waited, is told. */
export const beginning = (
  { product, policy, addresses, changes = [] }: Setting,
  time: Pick<Known, 'slack' | 'patience'>,
): Known => ({
  world: {
    product,
    policy: {
      ...policy,
      domains: { local: localDomains },
      accounts: Object.fromEntries(Object.values(accounts).map((each) => [each, { password: 'any' }])),
    },
    bypassesLocalSenders: false,
    hosts: {},
    names: {},
    logins: [],
    messages: [],
    answered: [],
  },
  // The first outcome tells the time; nothing counts from before it.
  now: 0,
  ...time,
  changes,
  addresses,
  visits: {},
  handed: [],
  staying: [],
})
