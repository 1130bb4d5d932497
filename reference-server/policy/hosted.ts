import type { Policy } from './document/document.ts'
import type { Path } from './facts.ts'

/**
 * Tells whether mail for this path stays here: its domain is a hosted one, or it names the bare postmaster.
 *
 * @see kerio.relay.local-from-anyone; RFC 5321 §4.5.1 for a postmaster without a domain
 */
export const isLocal = (path: Path, policy: Policy): boolean =>
  policy.domains.local.has(path.domain) ||
  (path.domain === '' && path.localPart.toLowerCase() === 'postmaster')

/** Tells whether a path names an account of this server. */
export const hasAccount = (path: Path, policy: Policy): boolean =>
  policy.accounts.has(`${path.localPart.toLowerCase()}@${path.domain}`)

export const hostedSeams = { 'relay.is-local': isLocal } as const
