import type { PolicyDocument } from '#policy-document'

export type Product = 'icewarp' | 'ics' | 'imail' | 'kerio' | 'commgate'

/** A login that worked. */
export interface Login {
  readonly protocol: 'pop3' | 'imap'
  readonly address: string
  readonly at: number
}

/** A message the server has taken. */
export interface Taken {
  readonly address: string
  readonly at: number
  /** Whether the limits did not count it. */
  readonly exempt: boolean
}

/** All that has been set up and all that has happened: models look through it from the beginning each time. */
export interface World {
  readonly product: Product
  /** Has every setting that the models speak of, unless the manual states a default. */
  readonly policy: PolicyDocument
  /** What was written since, where not all of it is in force. */
  readonly written?: PolicyDocument
  /** The bypass file frees local senders. */
  readonly bypassesLocalSenders: boolean
  /** Host name → address, from the hosts file. */
  readonly hosts: Readonly<Record<string, string>>
  /** Host name → addresses, from the name servers. */
  readonly names: Readonly<Record<string, readonly string[]>>
  readonly logins: readonly Login[]
  readonly messages: readonly Taken[]
  /** The recipients that a grey list was asked about. */
  readonly answered: readonly Answered[]
}

/** One recipient offered by somebody. */
export interface Offer {
  readonly at: number
  readonly address: string
  readonly account?: string
  readonly from: string | null
  readonly to: string
}

/** An offer, and its outcome. */
export interface Answered extends Offer {
  /** `spared`: taken without asking the grey list. */
  readonly came: 'taken' | 'spared' | 'deferred' | 'refused'
}

/** One SMTP session, as it stands. */
export interface Visit {
  readonly port: number
  readonly address: string
  readonly now: number
  readonly startedAt: number
  /** How many logins there had been when it started. */
  readonly loginsBefore: readonly Login[]
  readonly account?: string | undefined
  /** What host names stood for since it started, where that has changed: nobody says when a server asks. */
  readonly namesBefore?: readonly World['names'][]
  /** The last AUTH failed. */
  readonly authFailed: boolean
}

/** The length of time that `30m` stands for, in milliseconds. */
export function lengthOf(written: string): number {
  const units: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }
  return Number(written.slice(0, -1)) * (units[written.slice(-1)] ?? 0)
}

/** The addresses and networks of a list, groups replaced by what they hold. */
export const entriesOf = (list: readonly string[], { policy }: World): readonly string[] =>
  list.flatMap((entry) => (entry.startsWith('group:') ? groupOf(entry.slice(6), policy) : [entry]))

const groupOf = (name: string, { ipGroups }: PolicyDocument): readonly string[] => ipGroups?.[name] ?? []

export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase()

/** Whether an address is in a hosted domain. */
export const isLocal = (address: string, { policy }: World): boolean =>
  (policy.domains?.local ?? []).includes(domainOf(address))

/** Whether somebody has this address here. */
export const hasAccount = (address: string, { policy }: World): boolean =>
  Object.keys(policy.accounts ?? {}).some((known) => known.toLowerCase() === address.toLowerCase())
