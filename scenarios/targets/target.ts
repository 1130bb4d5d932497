import type { Behaviour, PeerCommand, PeerRecord, PeerSpec, Receipt, Service } from '#evidence'
import type { Duration, PolicyDocument, PolicySettings } from '#policy-document'
import type { Parameters, Power, Records, Scenario } from '#dsl'

/** What a head asks of a target: derived from it, never written twice. */
export interface Needs {
  readonly scenario: string
  readonly profile: Scenario['profile']
  readonly policy: PolicyDocument
  /** Settings of the policy that may have another value here, and within which bounds. */
  readonly parameters?: Parameters
  /** What the product of the story leaves nobody to choose, and its clauses depend on. Absent: nothing. */
  readonly fixed?: PolicyDocument
  /** Whether the mailboxes of its accounts have to be empty: the story is about what is in them. */
  readonly emptyMailboxes?: boolean
  /** Name → address. */
  readonly accounts: Readonly<Record<string, string>>
  /** Role → the stage address it comes from. */
  readonly sources: Readonly<Record<string, string>>
  /** Role → a server around the target. Absent where there is none. */
  readonly peers?: Readonly<Record<string, PeerSpec>>
  readonly uses: readonly Power[]
  /** Decides every chance: run seed and scenario id. */
  readonly seed: number
}

/** A need the target cannot meet. It is a statement, shown in the report, and never inferred from a failure. */
export interface Shortfall {
  readonly need: string
  readonly why: string
}

/** A server, or a way to one. */
export interface Target {
  readonly name: string
  /** What runs there: `mailspec reference server 0.1.0`. */
  readonly software: string
  readonly clock: 'virtual' | 'turned' | 'waiting' | 'none'
  /** The whole path of the file that describes it. Absent where its name is enough. */
  readonly file?: string
  /**
   * Whether it is our own server: the words of its replies are a MUST, and the same seed gives the same evidence.
   */
  readonly isReference?: boolean
  /** Real time that one of its stories may wait for, in milliseconds. Absent where its clock is turned. */
  readonly patience?: Duration
  /** What keeps it from being run on this machine at all; starts nothing. Absent where nothing can. */
  obstacles?(): readonly Shortfall[]
  /** The policy of these needs with the values it has here, where the story has given examples. Absent: the examples. */
  chooses?(needs: Needs): PolicySettings
  /** Tells, without starting anything, which needs cannot be met. */
  shortfalls(needs: Needs): readonly Shortfall[]
  /** Puts a text of a story with these needs into its own names. Absent where they are the stage's. */
  translates?(needs: Needs, text: string): string
  /** Brings a server to the needs, or says why not. */
  stage(needs: Needs): Promise<Staging | readonly Shortfall[]>
  /** Ends what is kept running from one story to the next. Absent where nothing is. */
  close?(): Promise<void>
}

export interface Endpoint {
  readonly host: string
  readonly port: number
  readonly tls: 'none' | 'starttls' | 'implicit'
  /** PEM of the authority that signed the certificate. */
  readonly ca?: string
  /** Without `ca`: an authority that this machine trusts must have signed it. Absent, any certificate is accepted. */
  readonly verifies?: boolean
}

/** A name a target knows, with the secret that proves it. */
export interface StagedAccount {
  readonly address: string
  readonly login: string
  readonly password: string
  /** Why nobody can log in with it here: a mailbox that only receives. */
  readonly noLogin?: string
}

/** Time at the target, in milliseconds since the epoch. */
export interface StagedClock {
  readonly resolution: Duration
  /** The zone the server tells the time of day by: `Europe/Zurich`. UTC where absent. */
  readonly timeZone?: string
  now(): number
  /** Moves to an instant; a target whose time flows on its own may come out a little later. */
  moveTo(instant: number): Promise<void>
}

export interface StagedSink {
  receipts(): readonly Receipt[]
  /**
   * Waits until all accepted mail has gone its way, or the messages looked for are there.
   *
   * @param looksFor tells whether the sink has what the story expects to find
   * @returns false when it cannot be told whether more is on its way
   */
  settles(looksFor: () => boolean): Promise<boolean>
}

/** A peer of the story, where the target finds it. */
export interface StagedPeer extends StagedSink {
  /** From here on it behaves differently; undefined, it is there and consents to everything. */
  behaves(behaviour: Behaviour | undefined): Promise<void>
  /** What it was given, in order. */
  commands(): readonly PeerCommand[]
  record(): PeerRecord
}

export interface StagedOperator {
  sets(policy: PolicyDocument): Promise<void>
  adds(address: string): Promise<StagedAccount>
  /** `lines` undefined removes the file. */
  writes(file: string, lines: readonly string[] | undefined): Promise<void>
  /** What the command printed, or why it was not taken. */
  runs(command: string): Promise<{ readonly output: string } | { readonly problem: string }>
  restarts(): Promise<void>
  connects(networks: readonly string[]): Promise<void>
}

/** Milliseconds of real time to wait for a server. */
export type Deadlines = Readonly<
  Partial<
    Record<
      | 'connect'
      | 'greeting'
      | 'reply'
      | 'wholeReply'
      | 'message'
      | 'close'
      | 'delivery'
      | 'step'
      | 'scenario',
      Duration
    >
  >
>

export interface StagedDns {
  answers(name: string, records: Records): Promise<void>
}

/** A server brought to a policy, for one story. */
export interface Staging extends AsyncDisposable {
  /** As applied, read back from what was configured. */
  readonly policy: PolicyDocument
  endpoint(service: Service): Endpoint | undefined
  /**
   * Where a client would look for a service at a port and an interface of the stage, whether it is there or not. Absent
   * where only the services that are open are known.
   */
  door?(service: Service, place: { readonly port: number; readonly at?: string }): Endpoint
  /** What a client binds to be seen at a stage address; undefined leaves that to the machine. */
  source(stageAddress: string): string | undefined
  /** Settles when another session may be opened. Absent where there is no need to go slowly. */
  paces?(): Promise<void>
  /** How long to wait for it, in milliseconds of real time. What is absent is as usual. */
  readonly deadlines?: Deadlines
  /** Real time in which accepted mail should reach its mailbox. Absent where mail is there once it is accepted. */
  readonly deliversWithin?: Duration
  /** Text of the stage in the target's own names: domains and addresses. Absent where they are the stage's. */
  translate?(text: string): string
  /** Whether it may have limits or a grey list that nobody has told of, and so put off what a story asks. */
  readonly mayHoldBack?: boolean
  /** Whether it may remember a client of the story from before, and so allow it more than a stranger. */
  readonly mayKnowClients?: boolean
  readonly accounts: Readonly<Record<string, StagedAccount>>
  /** What must not be shown besides the passwords of its accounts. */
  readonly secrets?: readonly string[]
  /** The messages in the mailbox of an address, from where it is kept. Absent where mailboxes are read over a service. */
  mailbox?(address: string): readonly string[]
  /** Time as evidence shows it. */
  now(): number
  /** Waits until mail taken has been delivered; false when that cannot be told. Absent where it always has been. */
  settles?(): Promise<boolean>
  readonly clock?: StagedClock
  readonly sink?: StagedSink
  /** By role. Absent where the story has none. */
  readonly peers?: Readonly<Record<string, StagedPeer>>
  readonly operator?: StagedOperator
  readonly dns?: StagedDns
  /** Brings receipts and complaints up to date before evidence is taken. Absent where they always are. */
  updates?(): Promise<void>
  /** Faults of the server itself, told after the story: they make the scenario faulty or inconclusive. */
  complaints?(): readonly string[]
}
