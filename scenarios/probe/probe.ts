import type { Impact } from '#clauses'
import type { Account, Client, ClientSpec, Power, Powers } from '#dsl'
import type { Subject } from '#evidence'
import type { Finding, MeasuredValue, Shown } from '../../reports/profile.ts'

/** What a probe can use: the clients and accounts of its head, and what the target happens to have. */
export type ProbeWorld<A extends string, C extends string> = { readonly [K in C]: Client } & {
  readonly [K in A]: Account
} & Partial<Pick<Powers, OptionalPower>> & {
    /** How far to go: the first with a server of somebody else, the second with one that is ours. */
    readonly most: (polite: number, ours: number) => number
    /** Further strangers at addresses of their own, as many as there are of those the head asks for. */
    readonly others: readonly Client[]
    /** What a value was when the server was measured before, in words. */
    readonly before: (what: string) => string | undefined
  }

/** The powers that a probe uses if they are there. */
export const optionalPowers = ['clock', 'sink', 'tls', 'dns'] as const satisfies readonly Power[]
type OptionalPower = (typeof optionalPowers)[number]

/** The head of a probe, and how it asks. */
export interface ProbeHead<A extends Readonly<Record<string, string>>, C extends string> {
  /** What it finds out, as a question or a noun: `Who may relay`. */
  readonly title: string
  /** The values it measures. What it has not told when it ends is unknown. */
  readonly measures: readonly string[]
  /** What it does to a server that is in use. */
  readonly impact: Impact
  /** Name → address. */
  readonly accounts?: A
  readonly clients: Readonly<Record<C, ClientSpec>>
  /** How many strangers more it can make use of. */
  readonly others?: number
  /** Tells each value as soon as it is known. */
  asks(world: ProbeWorld<Extract<keyof A, string>, C>): AsyncGenerator<Finding, void>
}

/** A probe as the bench sees it, its types forgotten. */
export interface Probe {
  readonly name: string
  readonly title: string
  readonly measures: readonly string[]
  readonly impact: Impact
  readonly accounts: Readonly<Record<string, string>>
  readonly clients: Readonly<Record<string, ClientSpec>>
  readonly others: number
  readonly asks: (world: never) => AsyncGenerator<Finding, void>
}

/** Makes a probe. @param name a slug, `login-window` */
export const probe = <
  const A extends Readonly<Record<string, string>> = Record<never, string>,
  C extends string = never,
>(
  name: string,
  head: ProbeHead<A, C>,
): Probe => ({
  name,
  title: head.title,
  measures: head.measures,
  impact: head.impact,
  accounts: head.accounts ?? {},
  clients: head.clients,
  others: head.others ?? 0,
  asks: (world) => head.asks(world),
})

/** A value, and the answers that show it. */
export const found = (
  what: string,
  value: MeasuredValue,
  ...by: readonly (Subject | undefined)[]
): Finding => ({
  what,
  value,
  shown: by.flatMap((subject): Shown[] =>
    subject && 'session' in subject ? [{ session: subject.session, line: subject.line }] : [],
  ),
})

/** What a clock that nobody can move leaves open. */
export const noClock: MeasuredValue = {
  unknown: 'it takes time to see, and no waiting is allowed (--patience)',
}
