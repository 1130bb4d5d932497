import type { Shortfall } from '../target.ts'
import type { Ran } from './command.ts'
import type { ServerKind } from '../adapter/kind.ts'

/** What a server runs in, separate from the rest of the machine. */
export interface Enclosure {
  /** Runs a program inside, to its end. */
  runs(program: string, args: readonly string[]): Promise<Ran>
  /** Where a port inside is reached from here; absent, as it is inside. */
  reaches?(port: number): Place
  /** Ends all that runs inside; settles when nothing is left. */
  stops(): Promise<void>
}

export interface Place {
  readonly host: string
  readonly port: number
}

/**
 * Opens an enclosure that sees a folder as /srv: its `start` is run, `names/` and `over-etc/` go over /etc. It ends
 * when this process does.
 */
export type Opens = (folder: string) => Promise<Enclosure>

/** A way to run third-party servers on a machine. The configuration is the same for every way. */
export interface Way {
  readonly name: string
  /** Whether servers have a network apart from this machine's: they see every client at one address. */
  readonly hasOwnNetwork?: boolean
  /** Why this machine cannot use it; starts nothing. */
  obstacles(kind: ServerKind): readonly Shortfall[]
  /** The release its programs come from, and the version of one of their packages once that is known. */
  readonly origin: string
  versionOf(kind: ServerKind, name: string): string | undefined
  /** Brings to this machine what the server is made of, once. @throws NeedUnmet when it cannot be had */
  readies(kind: ServerKind): Promise<Opens>
}
