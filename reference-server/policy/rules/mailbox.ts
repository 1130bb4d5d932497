import { deny } from '../decision.ts'
import type { Policy } from '../document/document.ts'
import type { RecipientFacts } from '../facts.ts'
import { hasAccount } from '../hosted.ts'
import type { Rule } from '../rule.ts'

/**
 * Tells whether a recipient of a hosted domain has a mailbox. The postmaster always has (RFC 5321 §4.5.1), and letter
 * case does not matter.
 */
const isKnownRecipient = ({ forwardPath }: RecipientFacts, policy: Policy): boolean =>
  forwardPath.localPart.toLowerCase() === 'postmaster' || hasAccount(forwardPath, policy)

const seams = { 'recipient.is-known': isKnownRecipient } as const

/** A recipient of a hosted domain needs a mailbox. */
export const mailbox: Rule<typeof seams> = {
  name: 'mailbox',
  seams,
  decides: {
    rcpt: (facts, { policy, ask }) =>
      !ask['relay.is-local'](facts.forwardPath, policy) || ask['recipient.is-known'](facts, policy)
        ? undefined
        : deny('mailbox', 'userUnknown'),
  },
}
