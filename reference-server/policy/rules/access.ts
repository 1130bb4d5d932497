import { deny } from '../decision.ts'
import type { Policy } from '../document/document.ts'
import type { ConnectionFacts } from '../facts.ts'
import type { Rule } from '../rule.ts'

/**
 * Tells whether a client may connect: the mode is what holds for everybody who is not on the list of exceptions.
 *
 * @see imail.access.granted-mode, imail.access.denied-mode, imail.access.option-names-the-rest
 */
const hasAccess = ({ address }: ConnectionFacts, { access }: Policy): boolean =>
  access.exceptions.contains(address) !== (access.mode === 'granted')

/** Tells whether the list concerns this service. @see imail.access.smtp-only */
const isGuarded = ({ protocol }: ConnectionFacts): boolean => protocol === 'smtp'

const seams = { 'access.has': hasAccess, 'access.guards': isGuarded } as const

/** A client without access to SMTP is turned away before it is greeted. */
export const access: Rule<typeof seams> = {
  name: 'access',
  seams,
  decides: {
    connect: (facts, { policy, ask }) =>
      !ask['access.guards'](facts) || ask['access.has'](facts, policy)
        ? undefined
        : deny('access', 'accessDenied', { closes: true }),
  },
}
