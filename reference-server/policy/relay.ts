import type { AddressList } from './address-list.ts'
import type { Conduct } from './conduct.ts'
import type { Policy } from './document.ts'
import type { Path, RecipientFacts, SenderFacts, SessionFacts } from './facts.ts'
import { canonicalAddress } from './ip-address.ts'

/**
 * Tells whether mail for this path stays here: its domain is a hosted one, or it names the bare postmaster.
 *
 * @see kerio.relay.local-from-anyone; RFC 5321 §4.5.1 for a postmaster without a domain
 */
export const isLocal = (path: Path, policy: Policy): boolean =>
  policy.domains.local.has(path.domain) ||
  (path.domain === '' && path.localPart.toLowerCase() === 'postmaster')

/** Tells whether nobody is asked who he is. @see kerio.relay.open-mode, imail.relay.anyone */
export const isOpenRelay = (policy: Policy): boolean => policy.relay.mode === 'open'

/** Tells whether nobody may send elsewhere, whoever he is. @see imail.relay.none */
export const isClosedRelay = (policy: Policy): boolean => policy.relay.mode === 'none'

/**
 * Tells whether authentication to SMTP is worth anything under this policy.
 *
 * @see kerio.relay.smtp-auth, kerio.relay.smtp-auth-off, commgate.smtp.auth-on
 */
export function authCounts(policy: Policy, conduct: Conduct): boolean {
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

/** Tells whether somebody has authenticated in this session. @see kerio.relay.smtp-auth */
export const isAuthenticated = (facts: SenderFacts): boolean => facts.account !== undefined

/**
 * Tells whether trusted addresses count at the moment.
 *
 * @see icewarp.trusted-ips.requires-whitelist-option
 */
export const trustCounts = (policy: Policy, conduct: Conduct): boolean =>
  !conduct.trustNeedsWhitelisting || policy.trust.whitelistTrusted

/** Tells whether an address is on a list, names that were looked up included. */
export const trustsAddress = (list: AddressList, address: string): boolean => list.contains(address)

/**
 * Tells whether an entry made by hand covers a sender: by peer address, by the domain of the reverse-path (and none
 * below it), or by the reverse-path itself.
 *
 * @see ics.whitelist.entry-ip, ics.whitelist.entry-domain, ics.whitelist.entry-mailbox, ics.whitelist.entry-not-others
 */
export function trustsEntry(entries: readonly string[], { address, reversePath }: SenderFacts): boolean {
  const mailbox = reversePath && `${reversePath.localPart.toLowerCase()}@${reversePath.domain}`
  return entries.some((written) => {
    const entry = canonicalAddress(written) ?? written.toLowerCase()
    return entry === address || entry === reversePath?.domain || entry === mailbox
  })
}

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
export const refusedHost = ({ forwardPath }: RecipientFacts): string => forwardPath.domain

/**
 * Tells whether a failed AUTH in this session takes away what its address would be allowed. The manual says so for
 * the case that both the address group and AUTH are selected; with the group alone, AUTH is not even offered.
 *
 * @see kerio.relay.failed-auth-overrides-ip, kerio.relay.failed-auth-ip-only-mode
 */
export const isAddressCancelled = (facts: SessionFacts, policy: Policy): boolean =>
  policy.auth.failureCancelsAddress && !policy.relay.trusted.isEmpty && facts.authFailed

/** What gives a session rights. For relaying, one is enough. @see kerio.relay.any-condition-suffices */
export interface Rights {
  readonly authenticated: boolean
  readonly trustedAddress: boolean
  readonly trustedSender: boolean
  readonly window: boolean
}

export const sufficeToRelay = (rights: Rights): boolean =>
  rights.authenticated || rights.trustedAddress || rights.trustedSender || rights.window

/**
 * Tells whether these rights are worth as much as authentication: for the submission port, and for announcing a
 * sender of a hosted domain.
 *
 * @see icewarp.pop-before-smtp.same-rights-as-auth
 */
export const authorize = (rights: Rights, conduct: Conduct): boolean =>
  rights.authenticated ||
  rights.trustedAddress ||
  rights.trustedSender ||
  (rights.window && conduct.window.worth === 'authentication')

/**
 * Tells whether a recipient of a hosted domain has a mailbox. The postmaster always has (RFC 5321 §4.5.1), and letter
 * case does not matter.
 */
export const isKnownRecipient = ({ forwardPath }: RecipientFacts, policy: Policy): boolean =>
  forwardPath.localPart.toLowerCase() === 'postmaster' || hasAccount(forwardPath, policy)

/** Tells whether a path names an account of this server. */
export const hasAccount = (path: Path, policy: Policy): boolean =>
  policy.accounts.has(`${path.localPart.toLowerCase()}@${path.domain}`)
