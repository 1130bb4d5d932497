import { isListed, isSameAddress } from './address-list.ts'
import { isTrustedAddress, isTrustedSender } from './relay.ts'
import { entriesOf, type Visit, type World } from './world.ts'

/** Whether one more message may come from this address now. */
export function mayAddMessage(world: World, visit: Visit, from: string | null): boolean {
  const limit = limitOf(world)
  if (limit === undefined || isExempt(world, visit, from)) return true
  const lately = world.messages.filter(
    ({ address, at, exempt }) =>
      !exempt && isSameAddress(address, visit.address) && visit.now - at < limit.per,
  )
  return lately.length < limit.messages
}

/** Whether the limit does not count a message. */
export function isExempt(world: World, visit: Visit, from: string | null): boolean {
  const { product, policy } = world
  if (product === 'kerio') {
    const group = policy.limits?.exemptGroup
    return (
      typeof group === 'string' && isListed(visit.address, entriesOf([`group:${group}`], world), world.names)
    )
  }
  const optionOn = product === 'ics' && policy.limits?.exemptWhitelisted === true
  return optionOn && (isTrustedAddress(world, visit) || isTrustedSender(world, visit, from))
}

/** Kerio counts the last hour, ICS the last minute and only while told to; nobody else counts. */
function limitOf({ product, policy }: World): { messages: number; per: number } | undefined {
  const { messagesPerHour, messagesPerMinute, rateEnabled } = policy.limits ?? {}
  if (product === 'kerio' && typeof messagesPerHour === 'number')
    return { messages: messagesPerHour, per: 60 * 60_000 }
  if (product === 'ics' && rateEnabled === true && typeof messagesPerMinute === 'number')
    return { messages: messagesPerMinute, per: 60_000 }
  return undefined
}
