import { deny, type Denial } from '../decision.ts'
import type { Policy } from '../document/document.ts'
import type { Duration, Instant, MessageFacts, SenderFacts } from '../facts.ts'
import { isLimitExempt } from '../limit-exempt.ts'
import { memory, type Remembered } from '../memory.ts'
import { rightsOf, type Rights } from '../rights.ts'
import type { Rule, RuleContext } from '../rule.ts'
import { isWithin } from '../span.ts'

/** By address: when the messages that count were taken, oldest first. */
const takenAt = memory<Instant[]>('rate', {
  isOver: (times, now, policy) => {
    const limit = rateLimit(policy)
    return limit !== undefined && !isWithin(times.at(-1) ?? -Infinity, limit.per, now)
  },
})

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
 * Tells whether this client is exempt from the limit.
 *
 * @see kerio.limits.exempt-rate, ics.rate.ignore-permitted, ics.rate.ignore-sender-entries
 */
export const isExemptFromRate = (facts: SenderFacts, rights: Rights, policy: Policy): boolean =>
  isLimitExempt(facts, policy) ||
  (policy.limits.exemptWhitelisted && (rights.trustedAddress || rights.trustedSender))

/** The key of the count: the address. @see ics.rate.counted-per-ip */
const rateKey = (facts: SenderFacts): string => facts.address

/**
 * Counts the messages accepted within the span that ends now. A message accepted exactly one span ago does not count.
 *
 * @param times oldest first
 * @see kerio.rate.sliding-hour, ics.rate.recovers-after-minute
 */
export const countWithin = (times: readonly Instant[], now: Instant, per: Duration): number => {
  const { first, end } = placesWithin(times, now, per)
  return end - first
}

/**
 * Remembers an accepted message, once whatever its recipients, and forgets those that no longer count.
 *
 * @see ics.rate.per-ip-per-minute
 */
export function rememberMessage(
  messages: Remembered<Instant[]>,
  key: string,
  { now }: MessageFacts,
  per: Duration,
): void {
  const times = messages.get(key) ?? []
  const { first, end } = placesWithin(times, now, per)
  // Those after the end were accepted before the clock was set back.
  times.splice(end)
  times.splice(0, first)
  times.push(now)
  messages.set(key, times)
}

/** The positions of the times within the span that ends now. */
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

const seams = {
  'rate.limit': rateLimit,
  'rate.is-exempt': isExemptFromRate,
  'rate.key': rateKey,
  'rate.count': countWithin,
  'rate.remember': rememberMessage,
} as const

/**
 * Limits the messages from one address. A message counts as soon as it is permitted, so that two sessions cannot both
 * take the last place.
 */
export const rate: Rule<typeof seams> = {
  name: 'rate',
  seams,
  needs: ['listNames'],
  decides: { mail: keepsToRate, message: keepsToRate },
  learns: {
    message: (facts, decision, context) => {
      const { policy, memory: remembered, ask } = context
      const limit = ask['rate.limit'](policy)
      if (!decision.permits || !limit || isExempt(facts, context)) return
      ask['rate.remember'](takenAt.in(remembered), ask['rate.key'](facts), facts, limit.per)
    },
  },
}

function keepsToRate(facts: SenderFacts, context: RuleContext): Denial | undefined {
  const { policy, memory: remembered, ask } = context
  const limit = ask['rate.limit'](policy)
  if (!limit) return undefined
  const times = takenAt.in(remembered).get(ask['rate.key'](facts)) ?? []
  if (ask['rate.count'](times, facts.now, limit.per) < limit.messages) return undefined
  return isExempt(facts, context) ? undefined : deny('rate', 'rateExceeded')
}

const isExempt = (facts: SenderFacts, context: RuleContext): boolean =>
  context.ask['rate.is-exempt'](facts, rightsOf(facts, context), context.policy)
