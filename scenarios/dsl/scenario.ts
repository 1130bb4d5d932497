import type { Area, CitableId, Product, RfcClauseId } from '#clauses'
import type { Given, KnownSettings, PolicySettings } from '#policy-document'
import type { PeerSpec } from '#evidence'
import type { Claim } from './claims.ts'
import type { Account, Client, ClientSpec } from './clients.ts'
import type { Peer } from './peers.ts'
import type { Power, Powers } from './powers.ts'
import { withoutExamples, type Parameters, type StatedPolicy } from './some.ts'

export { at, outside } from './clients.ts'
export { certificateOf, interfaces } from './machine.ts'
export { days, hours, milliseconds, minutes, seconds } from './durations.ts'
export { anyDeclaredSize, anyDelay, anyNumber, anyPort, anySize, anyWindow } from './examples.ts'
export { some } from './some.ts'
export type { Bounds, Parameters, Some } from './some.ts'
export type {
  AnswerClaims,
  Claim,
  CountClaims,
  DecisionClaims,
  FormClaims,
  LetterClaims,
  ReplyClaims,
} from './claims.ts'
export type {
  Account,
  Client,
  ClientSpec,
  Envelope,
  ImapLogin,
  ImapService,
  ImapTalk,
  Knocking,
  Knowing,
  LoginTo,
  MailboxPlace,
  MailboxService,
  Message,
  Opening,
  Pop3Login,
  Pop3Service,
  Pop3Talk,
  RealClient,
  RealReader,
  SmtpLogin,
  SmtpPlace,
  SmtpService,
  SmtpTalk,
  TalkOf,
  Via,
  Written,
} from './clients.ts'
export { smtpPeer } from './peers.ts'
export type { Peer, Refusal, Seen } from './peers.ts'
export type { Clock, Dns, Operator, Power, Powers, Records, Sink, Timed, TimeOfDay } from './powers.ts'

/** What a story can use: exactly what its head declares, by name. */
export type World<
  Cited extends string,
  P,
  A extends Record<string, string>,
  C extends Record<string, ClientSpec>,
  R extends Record<string, PeerSpec>,
  U extends Power,
> = { readonly [K in keyof C]: Client } & { readonly [K in keyof R]: Peer } & {
  readonly [K in keyof A]: Account
} & Pick<Powers, U> & {
    readonly policy: Given<P>
    readonly claim: Claim<Cited>
  }

/** The head of a scenario and its story. Everything but `run` is data, read without playing. */
export interface Head<
  L extends readonly CitableId[],
  P extends StatedPolicy,
  A extends Record<string, string>,
  C extends Record<string, ClientSpec>,
  R extends Record<string, PeerSpec>,
  U extends Power,
> {
  readonly title: string
  /** The clauses the claims count for. */
  readonly clauses: L
  /** The product whose defaults and reply texts the reference server takes on. */
  readonly profile: Product
  /** The settings that the story depends on, and no others; the rest is left to the target. `some` is for examples. */
  readonly policy: P & KnownSettings<P>
  /** Name in the story → address. */
  readonly accounts?: A
  readonly clients: C
  /** Name in the story → a server around the one under test, at `<name>.test`. */
  readonly peers?: R & NoDomainOfItsOwn
  readonly uses?: readonly U[]
  /** The scenario that shows the opposite of this one's refusals, when this one does not. */
  readonly control?: string
  run(world: World<L[number], P, A, C, R, U>): Promise<void>
}

/** Hosts of these names would be in `local.test` and `second.test`, which the server takes for itself. */
type NoDomainOfItsOwn = Readonly<Partial<Record<'local' | 'second', never>>>

/** A scenario as the runner sees it, its types forgotten. */
export interface Scenario {
  readonly id: string
  readonly area: Area | 'rfc'
  readonly title: string
  readonly clauses: readonly CitableId[]
  readonly profile: Product | 'plain'
  readonly policy: PolicySettings
  /** Settings of the policy that may have another value, and within which bounds. */
  readonly parameters?: Parameters
  readonly accounts: Readonly<Record<string, string>>
  readonly clients: Readonly<Record<string, ClientSpec>>
  readonly peers: Readonly<Record<string, PeerSpec>>
  readonly uses: readonly Power[]
  readonly control?: string
  readonly run: (world: never) => Promise<void>
}

/**
 * Makes a scenario. The id is `<area>/<slug>`, never changes, and ends in the profile where products share a story.
 *
 * @example scenario('relay/stranger-is-denied-kerio', { title: …, clauses: ['kerio.relay.remote-only-authorized'], … })
 */
export function scenario<
  const L extends readonly CitableId[],
  const P extends StatedPolicy,
  A extends Record<string, string> = Record<never, string>,
  C extends Record<string, ClientSpec> = Record<never, ClientSpec>,
  R extends Record<string, PeerSpec> = Record<never, PeerSpec>,
  U extends Power = never,
>(id: `${Area | 'rfc'}/${string}`, head: Head<L, P, A, C, R, U>): Scenario {
  const { policy, parameters } = withoutExamples(head.policy)
  return {
    id,
    area: areaOf(id),
    title: head.title,
    clauses: head.clauses,
    profile: head.profile,
    policy,
    parameters,
    accounts: head.accounts ?? {},
    clients: head.clients,
    peers: head.peers ?? {},
    uses: head.uses ?? [],
    ...(head.control !== undefined && { control: head.control }),
    run: (world) => head.run(world),
  }
}

/** The head of a scenario that names no product and asks for no policy. */
export type RfcHead<
  L extends readonly RfcClauseId[],
  A extends Record<string, string>,
  C extends Record<string, ClientSpec>,
  U extends Power,
> = Omit<Head<L, Record<never, never>, A, C, Record<never, PeerSpec>, U>, 'profile' | 'policy' | 'peers'>

/**
 * Makes a scenario about rules of the RFCs, which hold under every product and every policy: any server that has the
 * services can be asked. The reference server plays it under its plain profile.
 *
 * @example rfcScenario('rfc/quit', { title: …, clauses: ['rfc5321.quit-221'], … })
 */
export const rfcScenario = <
  const L extends readonly RfcClauseId[],
  A extends Record<string, string> = Record<never, string>,
  C extends Record<string, ClientSpec> = Record<never, ClientSpec>,
  U extends Power = never,
>(
  id: `rfc/${string}`,
  head: RfcHead<L, A, C, U>,
): Scenario => ({
  id,
  area: 'rfc',
  title: head.title,
  clauses: head.clauses,
  profile: 'plain',
  policy: {},
  accounts: head.accounts ?? {},
  clients: head.clients,
  peers: {},
  uses: head.uses ?? [],
  ...(head.control !== undefined && { control: head.control }),
  run: (world) => head.run(world),
})

/** The part of an id before its first slash. */
const areaOf = <A extends string>(id: `${A}/${string}`): A =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the type of the id says so
  id.slice(0, id.indexOf('/')) as A
