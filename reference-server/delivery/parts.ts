import type { Path } from '../policy/facts.ts'
import type { Surroundings } from '../surroundings/surroundings.ts'
import { addressOf } from './address.ts'
import type { Agents } from './agents/agents.ts'
import type { Queue } from './queue.ts'
import type { Outcome, QueuedMessage, Recipient } from './queued-message.ts'
import type { Route } from './routes.ts'
import type { Schedule } from './schedule.ts'
import type { DeliverySeams } from './seams.ts'

/** What delivery is made of, and what it needs of the server. */
export interface DeliveryParts {
  readonly queue: Queue
  readonly agents: Agents
  readonly way: (path: Path) => Route
  readonly schedule: () => Schedule
  readonly ask: DeliverySeams
  readonly hostname: string
  readonly surroundings: Surroundings
  /** Work in progress when this is aborted has no outcome. */
  readonly ending: AbortSignal
  /** Hears of messages in the queue that are to be attended to. */
  readonly onQueued: (message: QueuedMessage) => void
}

/** How long the field with the reverse-path is, at the start of what is kept of a message. */
export const returnPathLength = (
  { reversePath }: Pick<QueuedMessage, 'reversePath'>,
  { ask }: Pick<DeliveryParts, 'ask'>,
): number => ask['delivery.return-path'](reversePath).length

/** Tells the log what became of recipients. */
export function told(
  id: string,
  outcomes: ReadonlyMap<Recipient, Outcome>,
  { surroundings: { clock, log } }: DeliveryParts,
): void {
  for (const [{ path }, { outcome }] of outcomes) {
    const facts = { id, recipient: addressOf(path), outcome }
    log({ at: clock.now(), level: 'info', event: 'delivery', facts })
  }
}

/** Tells the log what went wrong with a message. */
export function fault(
  event: 'delivery-fault' | 'store-fault',
  { id, cause }: { readonly id: string; readonly cause: unknown },
  { surroundings: { clock, log } }: DeliveryParts,
): void {
  log({ at: clock.now(), level: 'error', event, facts: { id }, cause })
}
