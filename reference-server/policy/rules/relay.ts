import type { AddressList } from '../addresses/address-list.ts'
import { deny, type Denial } from '../decision.ts'
import type { Policy } from '../document/document.ts'
import type { Path, RecipientFacts } from '../facts.ts'
import { rightsOf, type Rights } from '../rights.ts'
import type { Rule, RuleContext } from '../rule.ts'

/** Tells whether everybody may relay. @see kerio.relay.open-mode, imail.relay.anyone */
const isOpenRelay = (policy: Policy): boolean => policy.relay.mode === 'open'

/** Tells whether nobody may relay. @see imail.relay.none */
const isClosedRelay = (policy: Policy): boolean => policy.relay.mode === 'none'

/**
 * Tells whether a foreign host is one this server receives for: the hosts file maps its name to an address, and that
 * address is on the relay list.
 *
 * @see imail.relay.gateway-domain, imail.relay.gateway-needs-hosts-entry, imail.relay.gateway-needs-list-entry
 */
export function isGateway(path: Path, hosts: ReadonlyMap<string, string>, trusted: AddressList): boolean {
  const address = hosts.get(path.domain)
  return address !== undefined && trusted.contains(address)
}

/** The host that a refusal to relay names. @see imail.relay.refusal-550-text */
const refusedHost = ({ forwardPath }: RecipientFacts): string => forwardPath.domain

/** For relaying, one right is enough. @see kerio.relay.any-condition-suffices */
export const sufficeToRelay = (rights: Rights): boolean =>
  rights.authenticated || rights.trustedAddress || rights.trustedSender || rights.window

const seams = {
  'relay.is-open': isOpenRelay,
  'relay.is-closed': isClosedRelay,
  'relay.is-gateway': isGateway,
  'relay.refused-host': refusedHost,
  'relay.suffices': sufficeToRelay,
} as const

/** A foreign recipient requires a right to relay, or a host that this server receives for. */
export const relay: Rule<typeof seams> = {
  name: 'relay',
  seams,
  needs: ['listNames'],
  decides: { rcpt: mayRelay },
}

function mayRelay(facts: RecipientFacts, context: RuleContext): Denial | undefined {
  const { policy, files, ask } = context
  const { forwardPath } = facts
  if (ask['relay.is-local'](forwardPath, policy) || ask['relay.is-open'](policy)) return undefined
  const denied = deny('relay', 'relayDenied', { words: { domain: ask['relay.refused-host'](facts) } })
  if (ask['relay.is-closed'](policy)) return denied
  if (files.hosts.size > 0 && ask['relay.is-gateway'](forwardPath, files.hosts, policy.relay.trusted)) {
    return undefined
  }
  return ask['relay.suffices'](rightsOf(facts, context)) ? undefined : denied
}
