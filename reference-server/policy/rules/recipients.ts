import { deny } from '../decision.ts'
import type { Policy } from '../document/document.ts'
import type { RecipientFacts } from '../facts.ts'
import type { Rule } from '../rule.ts'

/** How many recipients one message may have, if there is a limit. @see kerio.limits.recipients */
const mostRecipients = (_facts: RecipientFacts, { limits }: Policy): number | undefined => limits.recipients

const seams = { 'recipients.most': mostRecipients } as const

/** Limits the recipients of a message: those that are accepted count, an address as often as it is offered. */
export const recipients: Rule<typeof seams> = {
  name: 'recipients',
  seams,
  decides: {
    rcpt: (facts, { policy, ask }) =>
      facts.others < (ask['recipients.most'](facts, policy) ?? Infinity)
        ? undefined
        : deny('recipients', 'tooManyRecipients'),
  },
}
