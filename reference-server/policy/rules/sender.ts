import { deny } from '../decision.ts'
import type { Policy } from '../document/document.ts'
import type { SenderFacts } from '../facts.ts'
import { isLocal } from '../hosted.ts'
import { rightsOf } from '../rights.ts'
import type { Rule } from '../rule.ts'

/**
 * Tells whether this reverse-path requires authorization: it is in a hosted domain, and the option is on.
 *
 * @see icewarp.local-originator.rejects-unauthorized
 */
const needsAuthorization = ({ reversePath }: SenderFacts, policy: Policy): boolean =>
  policy.sender.rejectUnauthorizedLocal && reversePath !== null && isLocal(reversePath, policy)

const seams = { 'sender.needs-authorization': needsAuthorization } as const

/** A client that uses a local sender must be authorized. */
export const sender: Rule<typeof seams> = {
  name: 'sender',
  seams,
  needs: ['listNames'],
  decides: {
    mail: (facts, context) => {
      const { policy, conduct, ask } = context
      if (!ask['sender.needs-authorization'](facts, policy)) return undefined
      return ask['rights.authorize'](rightsOf(facts, context), conduct)
        ? undefined
        : deny('sender', 'senderUnauthorized')
    },
  },
}
