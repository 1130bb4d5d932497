import type { Policy } from './document.ts'
import type { SenderFacts } from './facts.ts'
import { isLocal } from './relay.ts'

/**
 * Tells whether announcing this reverse-path takes authorization: it is in a hosted domain, and the option is on.
 *
 * @see icewarp.local-originator.rejects-unauthorized
 */
export const needsAuthorization = ({ reversePath }: SenderFacts, policy: Policy): boolean =>
  policy.sender.rejectUnauthorizedLocal && reversePath !== null && isLocal(reversePath, policy)
