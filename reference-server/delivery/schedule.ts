/** When to try again, and when to give up. RFC 5321 §4.5.4.1: at least half an hour, four or five days. */
export interface Schedule {
  readonly retryInterval: number
  readonly expireAfter: number
}

const minute = 60_000

/** The schedule of a server whose policy says nothing else. */
export const usualSchedule: Schedule = { retryInterval: 15 * minute, expireAfter: 4 * 24 * 60 * minute }

/** What the next attempt depends on. */
export interface AttemptFacts {
  readonly now: number
  readonly acceptedAt: number
  readonly schedule: Schedule
}

/** When a recipient that was deferred is tried again; undefined when the message has waited long enough. */
export function nextAttempt({ now, acceptedAt, schedule }: AttemptFacts): number | undefined {
  const next = now + schedule.retryInterval
  return next > acceptedAt + schedule.expireAfter ? undefined : next
}
