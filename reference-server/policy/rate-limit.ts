import { resolved } from './address-list.ts'
import type { Policy } from './document.ts'
import { noFiles, type Duration, type Instant, type Memory } from './facts.ts'
import type { MessageFacts, ProductFiles, SenderFacts } from './facts.ts'
import type { Rights } from './relay.ts'
import { isWithin } from './span.ts'

/** So many messages, and no more, in any span of this length. */
export interface RateLimit {
  readonly messages: number
  readonly per: Duration
}

const minute: Duration = 60_000
const hour: Duration = 60 * minute

/**
 * The limit in force, if any. A product has one of the two.
 *
 * @see ics.rate.enable, ics.rate.per-ip-per-minute, kerio.rate.per-hour, kerio.rate.off
 */
export function rateLimit({ limits }: Policy): RateLimit | undefined {
  if (limits.rateEnabled && limits.messagesPerMinute !== undefined) {
    return { messages: limits.messagesPerMinute, per: minute }
  }
  return limits.messagesPerHour === undefined ? undefined : { messages: limits.messagesPerHour, per: hour }
}

/**
 * Tells whether the limit does not count this client.
 *
 * @param names what the host names of the exempt group stand for at the moment
 * @see kerio.limits.exempt-rate, ics.rate.ignore-permitted, ics.rate.ignore-sender-entries
 */
export const isExemptFromRate = (
  facts: SenderFacts,
  rights: Rights,
  { limits }: Policy,
  names: ProductFiles['names'] = noFiles.names,
): boolean =>
  resolved(limits.exemptGroup, names).contains(facts.address) ||
  (limits.exemptWhitelisted && (rights.trustedAddress || rights.trustedSender))

/** What is counted apart: each address. @see ics.rate.counted-per-ip */
export const rateKey = (facts: SenderFacts): string => facts.address

/**
 * Counts the messages taken within the span that ends now. A message taken exactly one span ago is not among them.
 *
 * @param times oldest first
 * @see kerio.rate.sliding-hour, ics.rate.recovers-after-minute
 */
export const countWithin = (times: readonly Instant[], now: Instant, per: Duration): number => {
  const { first, end } = placesWithin(times, now, per)
  return end - first
}

/**
 * Remembers a message taken, once whatever its recipients, and forgets those that count no more.
 *
 * @see ics.rate.per-ip-per-minute
 */
export function rememberMessage(
  messages: Memory['messages'],
  key: string,
  { now }: MessageFacts,
  per: Duration,
): void {
  const times = messages.get(key)
  if (!times) {
    messages.set(key, [now])
    return
  }
  const { first, end } = placesWithin(times, now, per)
  // Those after the end were taken before the clock was set back.
  times.splice(end)
  times.splice(0, first)
  times.push(now)
}

/** Where the times stand that lie within the span that ends now. */
function placesWithin(
  times: readonly Instant[],
  now: Instant,
  per: Duration,
): { first: number; end: number } {
  const counts = (at: Instant): boolean => isWithin(at, per, now)
  const first = times.findIndex(counts)
  return first < 0
    ? { first: times.length, end: times.length }
    : { first, end: times.findLastIndex(counts) + 1 }
}
