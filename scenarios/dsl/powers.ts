import type { Count, Moment, Service } from '#evidence'
import type { Duration, PolicySettings } from '#policy-document'
import type { Account, Envelope } from './clients.ts'

/** A moment, or something that has one. */
export type Timed = Moment | { readonly when: Moment }

/** Time at the target. It moves only when told. */
export interface Clock {
  /** Goes to the last instant that is certainly before `start + span`. */
  justBefore(start: Timed, span: Duration): Promise<void>
  /** Goes to the first instant at which `start + span` has certainly come. */
  justAfter(start: Timed, span: Duration): Promise<void>
  advances(span: Duration): Promise<void>
}

/** Somebody with the administration in front of him. What he does acts as the manual says it does. */
export interface Operator {
  /** Changes settings while the server runs. */
  sets(policy: PolicySettings): Promise<void>
  /** Makes a new account. */
  adds(address: string): Promise<Account>
}

/** The recording server to which DNS sends the mail of foreign domains. */
export interface Sink {
  /** Counts the messages with this envelope, once all accepted mail has gone its way. */
  receives(envelope: Envelope): Promise<Count>
}

/** What a story may ask for beside clients and accounts; it is in scope only where the head lists it. */
export interface Powers {
  readonly clock: Clock
  readonly sink: Sink
  readonly operator: Operator
  /** Settings left to the product's own defaults: the story is about what a default is. */
  readonly profileDefaults: true
  /** The program swaks on this machine, for `sendsWith`. */
  readonly swaks: true
}

export type Power = keyof Powers

export type { Service }
