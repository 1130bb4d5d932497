import { deny, type Decision, type Denial } from '../decision.ts'
import type { Policy } from '../document/document.ts'
import type { ConnectionFacts, Duration, Instant } from '../facts.ts'
import { memory } from '../memory.ts'
import type { Rule, RuleContext } from '../rule.ts'
import { isWithin } from '../span.ts'

/** By address: when its unknown recipients were refused, oldest first. */
const refusedAt = memory<Instant[]>('harvest', {
  isOver: (times, now, { limits }) => !isWithin(times.at(-1) ?? -Infinity, limits.unknownRecipientBlock, now),
})

/** How many unknown recipients block an address, if any number does. @see kerio.limits.unknown-recipients-off */
const mostUnknown = (_facts: ConnectionFacts, { limits }: Policy): number | undefined =>
  limits.unknownRecipients

/** Whose unknown recipients are counted together, and blocked. @see kerio.limits.unknown-recipients-other-ips */
const harvestKey = ({ address }: ConnectionFacts): string => address

/** How long an address is blocked. @see kerio.limits.unknown-recipients-hour */
const blockedFor = ({ limits }: Policy): Duration => limits.unknownRecipientBlock

/** Tells whether a refusal was of a recipient that does not exist. @see kerio.limits.unknown-recipients-block */
const isUnknownRecipient = (decision: Decision): boolean => !decision.permits && decision.by === 'mailbox'

const seams = {
  'harvest.most': mostUnknown,
  'harvest.key': harvestKey,
  'harvest.blocked-for': blockedFor,
  'harvest.counts': isUnknownRecipient,
} as const

/**
 * An address that has guessed too many recipients is blocked, also in the sessions that it has open.
 * The manual does not say over how long they are counted; here it is as long as the block lasts.
 */
export const harvest: Rule<typeof seams> = {
  name: 'harvest',
  seams,
  needs: ['listNames'],
  decides: {
    connect: (facts, context) =>
      facts.protocol === 'smtp' && isBlocked(facts, context)
        ? deny('harvest', 'blockedAtGreeting', { closes: true })
        : undefined,
    mail: turnsAway,
    rcpt: turnsAway,
    message: turnsAway,
  },
  learns: {
    rcpt: (facts, decision, { policy, memory: remembered, ask }) => {
      if (ask['harvest.most'](facts, policy) === undefined || !ask['harvest.counts'](decision)) return
      if (ask['limits.is-exempt'](facts, policy)) return
      const times = refusedAt.in(remembered)
      const key = ask['harvest.key'](facts)
      const span = ask['harvest.blocked-for'](policy)
      const counted = (times.get(key) ?? []).filter((at) => isWithin(at, span, facts.now))
      times.set(key, [...counted, facts.now])
    },
  },
}

function turnsAway(facts: ConnectionFacts, context: RuleContext): Denial | undefined {
  return isBlocked(facts, context) ? deny('harvest', 'tooManyUnknown') : undefined
}

function isBlocked(facts: ConnectionFacts, { policy, memory: remembered, ask }: RuleContext): boolean {
  const most = ask['harvest.most'](facts, policy)
  if (most === undefined) return false
  const times = refusedAt.in(remembered).get(ask['harvest.key'](facts)) ?? []
  // The refusal that reached the number blocks; those before it only count.
  const blockedAt = times[most - 1]
  return (
    blockedAt !== undefined &&
    isWithin(blockedAt, ask['harvest.blocked-for'](policy), facts.now) &&
    !ask['limits.is-exempt'](facts, policy)
  )
}
