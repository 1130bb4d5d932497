/**
 * One testable statement of a manual, in this project's own words.
 *
 * `place` is the heading in the manual. `settings` name the policy keys the statement depends on, beside the name
 * the product gives them. A clause is `tested` when a scenario cites it; what cannot be tested says why.
 */
export interface Clause {
  readonly id: `${Product}.${string}`
  readonly product: Product
  readonly area: Area
  readonly place: string
  readonly statement: string
  readonly level: Level
  readonly protocols: readonly Protocol[]
  readonly settings: readonly ClauseSetting[]
  /** How a black-box test sees it; a step that begins with "Control" must come out the other way. */
  readonly observation: readonly string[]
  /** What must pass before the outcome shows, when time matters: `P minutes`. */
  readonly time?: string
  /** Where the manual is silent or contradicts itself, and the reading chosen. */
  readonly ambiguity?: string
  /** What a verdict needs once the server runs: sessions alone, its administration, or the machine around it. */
  readonly testable: 'session' | 'admin' | 'operator' | 'no'
  /** Whether servers of other makers can be set up to behave so. */
  readonly thirdParty: 'yes' | 'partly' | 'no'
  /** The clause it follows from or repeats; it is reported with that one. */
  readonly derived?: { readonly from: string; readonly why: string }
  /** Why no verdict is possible at all. */
  readonly untestable?: { readonly why: string }
  /** The part of the product that has to exist before this clause can be tested. */
  readonly waitsFor?: string
}

export interface ClauseSetting {
  /** A key of the policy document. */
  readonly key: string
  /** What the product calls it. */
  readonly name: string
  readonly type: string
  readonly unit?: string
  readonly default?: string
  /** `implied`: the manual only suggests the default. */
  readonly defaultBasis?: 'implied'
}

export type Product = 'icewarp' | 'ics' | 'imail' | 'kerio' | 'commgate'
export type Level = 'must' | 'should' | 'may'
export type Protocol = 'smtp' | 'submission' | 'pop3' | 'imap' | 'http' | 'delivery' | 'admin'

export const areas = [
  'relay',
  'pop-before-smtp',
  'submission',
  'authentication',
  'access-control',
  'rate-limits',
  'abuse-limits',
  'sender-checks',
  'recipient-checks',
  'lists-and-aliases',
  'delivery-queue',
  'smarthost',
  'encryption',
  'dkim',
  'greylisting',
  'antispam',
  'antivirus',
  'attachments',
  'dlp',
  'archive',
  'maildrop',
  'pop-imap',
  'webmail',
  'domains',
  'storage',
  'administration',
  'reports',
] as const

export type Area = (typeof areas)[number]
