import type { Policy } from '../policy/document/document.ts'

/** When to try again, and when to give up. RFC 5321 §4.5.4.1: at least half an hour, four or five days. */
export interface Schedule {
  readonly retryInterval: number
  readonly expireAfter: number
}

const [second, minute] = [1000, 60_000]

/** The schedule where the policy says nothing else. */
const usual: Schedule = { retryInterval: 15 * minute, expireAfter: 4 * 24 * 60 * minute }

/**
 * The schedule in force. What the policy says of it is for mail that goes to its domains directly.
 *
 * @see kerio.queue.retry-interval, kerio.queue.expiry-bounce, kerio.queue.intervals-ignored-with-relay
 */
export const scheduleOf = ({ delivery, queue }: Policy): Schedule =>
  delivery.mode === 'relay'
    ? usual
    : {
        // An interval of nothing would try without a pause.
        retryInterval: Math.max(queue.retryInterval ?? usual.retryInterval, second),
        expireAfter: queue.expireAfter ?? usual.expireAfter,
      }

/** How many messages may be on their way to other servers at the same time. @see kerio.queue.max-threads */
export const mostAtOnce = ({ queue }: Policy): number => Math.max(queue.maxThreads ?? 50, 1)

/** What the next attempt depends on. */
export interface AttemptFacts {
  readonly now: number
  readonly acceptedAt: number
  readonly schedule: Schedule
}

/**
 * When a recipient that was deferred is tried again: for the last time when the message has waited long enough.
 *
 * @returns undefined when that was the last time
 */
export function nextAttempt({ now, acceptedAt, schedule }: AttemptFacts): number | undefined {
  const last = acceptedAt + schedule.expireAfter
  return now >= last ? undefined : Math.min(now + schedule.retryInterval, last)
}
