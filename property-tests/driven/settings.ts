import type { CitableId } from '#clauses'
import type { PolicySettings } from '#policy-document'
import { localDomains } from '../arbitraries/policies.ts'
import type { Known } from '../models/story.ts'
import type { Product, World } from '../models/world.ts'

/** A server as it is set up for stories, and the lengths of time that matter there. */
export interface Setting {
  readonly name: string
  readonly product: Product
  readonly policy: PolicySettings
  /** What the claims count for. */
  readonly clauses: readonly CitableId[]
  readonly spans: readonly number[]
}

const minute = 60_000
const hour = 60 * minute

export const accounts = { alice: 'alice@local.test', bob: 'bob@local.test' } as const

/** Where everybody stands. */
export const addresses = {
  laptop: '198.51.100.10',
  neighbour: '198.51.100.11',
  office: '192.0.2.20',
} as const

const kerioOn: Setting = {
  name: 'kerio, every condition selected',
  product: 'kerio',
  policy: {
    ipGroups: { clients: ['192.0.2.16/28'] },
    relay: { mode: 'restricted', trusted: ['group:clients'], acceptSmtpAuth: true },
    popBeforeSmtp: { enabled: true, window: '30m' },
  },
  clauses: ['kerio.relay.any-condition-suffices'],
  spans: [30 * minute, 10 * minute],
}

const kerioCounting: Setting = {
  name: 'kerio, counting',
  product: 'kerio',
  policy: {
    ipGroups: { clients: ['192.0.2.20'] },
    relay: { mode: 'restricted', trusted: [], acceptSmtpAuth: false },
    popBeforeSmtp: { enabled: true, window: '2h' },
    limits: { messagesPerHour: 2, exemptGroup: 'clients' },
  },
  clauses: ['kerio.rate.per-hour'],
  spans: [hour, 2 * hour],
}

const icewarp: Setting = {
  name: 'icewarp, submission and local check on',
  product: 'icewarp',
  policy: {
    relay: { trusted: ['192.0.2.0/24'] },
    trust: { whitelistTrusted: true },
    popBeforeSmtp: { enabled: true, window: '15m' },
    submission: { enabled: true },
    sender: { rejectUnauthorizedLocal: true },
  },
  clauses: ['icewarp.pop-before-smtp.pop-login-grants'],
  spans: [15 * minute, 5 * minute],
}

const icewarpPlain: Setting = {
  name: 'icewarp, AUTH on port 25',
  product: 'icewarp',
  policy: {
    relay: { trusted: ['192.0.2.0/24'] },
    trust: { whitelistTrusted: false },
    popBeforeSmtp: { enabled: true, window: '3m' },
    submission: { enabled: false },
    sender: { rejectUnauthorizedLocal: false },
  },
  clauses: ['icewarp.pop-before-smtp.pop-login-grants'],
  spans: [3 * minute, minute],
}

const ics: Setting = {
  name: 'ics, counting and sparing',
  product: 'ics',
  policy: {
    relay: { trusted: ['192.0.2.0/24'], trustedEntries: ['198.51.100.11', 'friend@elsewhere.test'] },
    limits: { rateEnabled: true, messagesPerMinute: 2, exemptWhitelisted: true },
  },
  clauses: ['ics.rate.per-ip-per-minute'],
  spans: [minute, minute / 2],
}

export const settings = { kerioOn, kerioCounting, icewarp, icewarpPlain, ics } as const

/** What is known when a story begins. */
export function beginning({ product, policy }: Setting, now: number): Known {
  const { alice, bob } = accounts
  const people = { [alice]: { password: 'of alice' }, [bob]: { password: 'of bob' } }
  const world: World = {
    product,
    policy: { ...policy, domains: { local: localDomains }, accounts: people },
    bypassesLocalSenders: false,
    hosts: {},
    names: {},
    logins: [],
    messages: [],
  }
  return { world, now, addresses, visits: {}, staying: [] }
}
