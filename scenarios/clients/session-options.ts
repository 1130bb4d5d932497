import { usualPeerBounds, type PeerBounds } from '../evidence/bounds.ts'
import { usualDeadlines, type Deadlines } from './deadlines.ts'
import type { Manners } from './manners.ts'

/** How a session tells the time, and how long it waits for what. */
export interface SessionOptions {
  /** Milliseconds since the epoch on the target's clock. */
  readonly now: () => number
  readonly deadlines?: Partial<Deadlines>
  readonly bounds?: Partial<PeerBounds>
  /** Closes the connection as soon as it is aborted, for the reason it gives. */
  readonly signal?: AbortSignal
  readonly manners?: Manners
}

/** The limits of a connection. */
export interface Limits {
  readonly deadlines: Deadlines
  readonly bounds: PeerBounds
  readonly signal?: AbortSignal | undefined
}

/** The usual limits, except where others are given. */
export const limitsOf = ({
  deadlines,
  bounds,
  signal,
}: Omit<Partial<SessionOptions>, 'now' | 'manners'> = {}): Limits => ({
  deadlines: { ...usualDeadlines, ...deadlines },
  bounds: { ...usualPeerBounds, ...bounds },
  signal,
})
