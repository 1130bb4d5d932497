import { resolved, type AddressList } from './addresses/address-list.ts'
import type { Conduct } from './conduct.ts'
import type { Policy } from './document/document.ts'
import type { SenderFacts, SessionFacts } from './facts.ts'
import { coversSender } from './addresses/sender-entry.ts'
import { namesKnownTo } from './needs.ts'
import type { RuleContext } from './rule.ts'
import { hasWindow } from './rules/pop-window.ts'

/** What gives a session rights. For relaying, one is enough. @see kerio.relay.any-condition-suffices */
export interface Rights {
  readonly authenticated: boolean
  readonly trustedAddress: boolean
  readonly trustedSender: boolean
  readonly window: boolean
}

/** The rights of a session, from what it has told so far. A rule that asks for them needs `listNames`. */
export function rightsOf(facts: SenderFacts, context: RuleContext): Rights {
  const { policy, conduct, ask } = context
  const mayAuthenticate = ask['auth.counts'](policy, conduct)
  const cancelled = mayAuthenticate && ask['relay.is-address-cancelled'](facts, policy)
  const trusted = ask['trust.counts'](policy, conduct) && !cancelled
  const { trustedEntries } = policy.relay
  const named = resolved(policy.relay.trusted, namesKnownTo(facts.session))
  return {
    authenticated: mayAuthenticate && ask['relay.is-authenticated'](facts),
    trustedAddress: trusted && ask['relay.trusts'](named, facts.address),
    trustedSender: trusted && trustedEntries.size > 0 && ask['relay.trusts-entry'](trustedEntries, facts),
    window: !(cancelled && ask['relay.is-window-cancelled'](facts)) && hasWindow(facts, context),
  }
}

/**
 * Tells whether SMTP authentication grants anything under this policy.
 *
 * @see kerio.relay.smtp-auth, kerio.relay.smtp-auth-off, commgate.smtp.auth-on
 */
function authCounts(policy: Policy, conduct: Conduct): boolean {
  switch (conduct.auth) {
    case 'always':
      return true
    case 'when-selected':
      return policy.relay.acceptSmtpAuth
    case 'when-required':
      return policy.auth.required
    case 'never':
      return false
  }
}

/** Tells whether this session has authenticated. @see kerio.relay.smtp-auth */
const isAuthenticated = (facts: SenderFacts): boolean => facts.account !== undefined

/**
 * Tells whether trusted addresses are in force.
 *
 * @see icewarp.trusted-ips.requires-whitelist-option
 */
const trustCounts = (policy: Policy, conduct: Conduct): boolean =>
  !conduct.trustNeedsWhitelisting || policy.trust.whitelistTrusted

/** Tells whether an address is on a list, names that were looked up included. */
const trustsAddress = (list: AddressList, address: string): boolean => list.contains(address)

/**
 * Tells whether entries made by hand cover a sender.
 *
 * @see ics.whitelist.entry-ip, ics.whitelist.entry-domain, ics.whitelist.entry-mailbox, ics.whitelist.entry-not-others
 */
const trustsEntry = (entries: ReadonlySet<string>, facts: SenderFacts): boolean =>
  coversSender(entries, facts)

/**
 * Tells whether a failed AUTH in this session removes the right of its address. The manual says so if both the address
 * group and AUTH are selected; with the group alone, AUTH is not offered.
 *
 * @see kerio.relay.failed-auth-overrides-ip, kerio.relay.failed-auth-ip-only-mode
 */
const isAddressCancelled = (facts: SessionFacts, policy: Policy): boolean =>
  policy.auth.failureCancelsAddress && !policy.relay.trusted.isEmpty && facts.authFailed

/** Tells whether a failed AUTH that removes the right of an address removes that of its window too. */
const isWindowCancelled = (_facts: SessionFacts): boolean => true

/**
 * Tells whether these rights equal authentication, for the submission port and for senders of a hosted domain.
 *
 * @see icewarp.pop-before-smtp.same-rights-as-auth
 */
const authorize = (rights: Rights, conduct: Conduct): boolean =>
  rights.authenticated ||
  rights.trustedAddress ||
  rights.trustedSender ||
  (rights.window && conduct.window.worth === 'authentication')

export const rightsSeams = {
  'auth.counts': authCounts,
  'trust.counts': trustCounts,
  'relay.is-authenticated': isAuthenticated,
  'relay.is-address-cancelled': isAddressCancelled,
  'relay.is-window-cancelled': isWindowCancelled,
  'relay.trusts': trustsAddress,
  'relay.trusts-entry': trustsEntry,
  'rights.authorize': authorize,
} as const
