import { resolved } from './addresses/address-list.ts'
import type { Policy } from './document/document.ts'
import type { ConnectionFacts } from './facts.ts'
import { namesKnownTo } from './needs.ts'

/**
 * Tells whether an address is in the group that limits do not apply to. A rule that asks needs `listNames`.
 *
 * @see kerio.limits.exempt-connections, kerio.limits.exempt-unknown-recipients, kerio.limits.exempt-rate
 */
export const isLimitExempt = ({ session, address }: ConnectionFacts, { limits }: Policy): boolean =>
  resolved(limits.exemptGroup, namesKnownTo(session)).contains(address)

export const limitExemptSeams = { 'limits.is-exempt': isLimitExempt } as const
