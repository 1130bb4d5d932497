import type { Count, LetterFound, Moment } from '#evidence'
import type { Duration, PolicySettings } from '#policy-document'
import type { Account, Envelope } from './clients.ts'

/** A point in time, or something that has one. */
export type Timed = Moment | { readonly when: Moment }

/** A time of day, hours and minutes of 24: `03:10`. */
export type TimeOfDay = `${number}:${number}`

/** Time at the target. It moves only when told. */
export interface Clock {
  /** Goes to the last instant that is certainly before `start + span`. */
  justBefore(start: Timed, span: Duration): Promise<void>
  /** Goes to the first instant at which `start + span` has certainly come. */
  justAfter(start: Timed, span: Duration): Promise<void>
  advances(span: Duration): Promise<void>
  /** Goes to the next time the server's clock shows this time of day: some servers do their housekeeping at night. */
  untilTimeOfDay(time: TimeOfDay): Promise<void>
}

/** An administrator. Changes take effect as the manual says they do. */
export interface Operator {
  /** Changes settings while the server runs. Objects merge by key, lists replace. */
  sets(policy: PolicySettings): Promise<void>
  /** Adds an account. */
  adds(address: string): Promise<Account>
  /** Writes one of the product's own files: its path within the installation folder, and its lines. */
  writes(file: string, lines: readonly string[]): Promise<void>
  /** Removes one of the product's own files. */
  removes(file: string): Promise<void>
  /** Runs a command of the product's own administration tool; a refused command stops the story. */
  runs(command: string): Promise<void>
  /** Stops and starts the SMTP service. */
  restarts(): Promise<void>
  /** Gives the machine these networks on its interfaces, and no others. */
  connects(networks: readonly string[]): Promise<void>
}

/** The records of one name. */
export interface Records {
  readonly MX?: readonly { readonly preference: number; readonly host: string }[] | undefined
  readonly A?: readonly string[] | undefined
  readonly AAAA?: readonly string[] | undefined
  readonly PTR?: readonly string[] | undefined
  readonly TXT?: readonly string[] | undefined
}

/** The name servers the target asks. */
export interface Dns {
  /** From now on a name (or an address, for its PTR) has these records and no others. */
  answers(name: string, records: Records): Promise<void>
}

/**
 * The recording server to which DNS sends the mail of foreign domains. It also stands at 192.0.2.60, for hosts that
 * are reached by address.
 */
export interface Sink {
  /** Counts the messages with this envelope, once all accepted mail has gone its way. */
  receives(envelope: Envelope): Promise<Count>
  /** The latest message with this envelope, once all accepted mail has gone its way. */
  reads(envelope: Envelope): Promise<LetterFound>
}

/** What a story may use besides clients and accounts; available only if the head lists it. */
export interface Powers {
  readonly clock: Clock
  readonly sink: Sink
  readonly operator: Operator
  readonly dns: Dns
  /** Settings left to the product's own defaults: the story is about what a default is. */
  readonly profileDefaults: true
  /** A certificate, and with it STARTTLS, STLS and the services with implicit TLS. */
  readonly tls: true
  /** The program swaks on this machine, for `sendsWith`. */
  readonly swaks: true
}

export type Power = keyof Powers
