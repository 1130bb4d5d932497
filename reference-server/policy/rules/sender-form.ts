import { deny } from '../decision.ts'
import type { Policy } from '../document/document.ts'
import type { SenderFacts } from '../facts.ts'
import type { Rule } from '../rule.ts'

/** Tells whether the null sender is refused, in reports too. @see imail.sender.refuse-null-on */
const refusesNull = (_facts: SenderFacts, { sender }: Policy): boolean => sender.refuseNull

/**
 * Tells whether a reverse-path needs a domain. The null sender is judged elsewhere.
 *
 * @see imail.sender.check-valid-on, imail.sender.check-valid-null-separate
 */
const needsDomain = (_facts: SenderFacts, { sender }: Policy): boolean => sender.requireAddressForm

const seams = { 'sender-form.refuses-null': refusesNull, 'sender-form.needs-domain': needsDomain } as const

/** What a reverse-path has to look like. */
export const senderForm: Rule<typeof seams> = {
  name: 'sender-form',
  seams,
  decides: {
    mail: (facts, { policy, ask }) => {
      if (facts.reversePath === null) {
        return ask['sender-form.refuses-null'](facts, policy)
          ? deny('sender-form', 'nullSenderRefused')
          : undefined
      }
      return facts.reversePath.domain === '' && ask['sender-form.needs-domain'](facts, policy)
        ? deny('sender-form', 'badSenderAddress')
        : undefined
    },
  },
}
