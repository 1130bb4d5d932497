import type { Policy } from './document.ts'
import type { Path, RecipientFacts, SessionFacts } from './facts.ts'

/**
 * Tells whether mail for this path stays here: its domain is a hosted one, or it names the bare postmaster.
 *
 * @see kerio.relay.local-from-anyone; RFC 5321 §4.5.1 for a postmaster without a domain
 */
export const isLocal = (path: Path, policy: Policy): boolean =>
  policy.domains.local.has(path.domain) ||
  (path.domain === '' && path.localPart.toLowerCase() === 'postmaster')

/** Tells whether nobody is asked who he is. @see kerio.relay.open-mode */
export const isOpenRelay = (policy: Policy): boolean => policy.relay.mode === 'open'

/**
 * Tells whether authentication to SMTP is among the selected conditions: offered, and worth something.
 *
 * @see kerio.relay.smtp-auth, kerio.relay.smtp-auth-off
 */
export const authCounts = (policy: Policy): boolean => policy.relay.acceptSmtpAuth

/** Tells whether somebody has authenticated in this session. @see kerio.relay.smtp-auth */
export const isAuthenticated = (facts: RecipientFacts): boolean => facts.account !== undefined

/**
 * Tells whether a failed AUTH in this session takes away what its address would be allowed. The manual says so for
 * the case that both the address group and AUTH are selected; with the group alone, AUTH is not even offered.
 *
 * @see kerio.relay.failed-auth-overrides-ip, kerio.relay.failed-auth-ip-only-mode
 */
export const isAddressCancelled = (facts: SessionFacts, policy: Policy): boolean =>
  policy.auth.failureCancelsAddress && policy.relay.trusted.patterns.length > 0 && facts.authFailed

/** What gives the right to relay. Meeting one is enough. @see kerio.relay.any-condition-suffices */
export interface RelayGrounds {
  readonly open: boolean
  readonly authenticated: boolean
  readonly trustedAddress: boolean
  readonly window: boolean
}

export const sufficeToRelay = (grounds: RelayGrounds): boolean =>
  grounds.open || grounds.authenticated || grounds.trustedAddress || grounds.window

/**
 * Tells whether a recipient of a hosted domain has a mailbox. The postmaster always has (RFC 5321 §4.5.1), and letter
 * case does not matter.
 */
export const isKnownRecipient = ({ forwardPath }: RecipientFacts, policy: Policy): boolean =>
  forwardPath.localPart.toLowerCase() === 'postmaster' ||
  policy.accounts.has(`${forwardPath.localPart.toLowerCase()}@${forwardPath.domain}`)
