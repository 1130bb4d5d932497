import { asHandedIn, type Message } from '../../message/mail-item.ts'
import { deny, permit } from '../../policy/decision.ts'
import type { Policy } from '../../policy/document/document.ts'
import type { Step } from '../step.ts'

/** How large a message may be, in octets as transmitted. @see kerio.limits.message-size-zero */
const largest = ({ limits }: Policy): number => limits.messageSize || Infinity

/** How large a message is: as transmitted, its attachments encoded. @see commgate.smtp.message-size-encoded */
const sizeOf = (message: Message): number => asHandedIn(message).length

export const messageSizeSeams = { 'message-size.largest': largest } as const

/**
 * A message that is too large is refused, whichever way it comes in. SMTP tells its clients the limit, and reads no
 * more of a message than that: what it hands on is too large only if the policy changed in the meantime.
 */
export const messageSize: Step = {
  name: 'message-size',
  applies: () => true,
  run: ({ message }, { policy, ask }) => {
    const most = ask['message-size.largest'](policy)
    if (sizeOf(message) <= most) return permit
    return deny('message-size', 'messageTooLarge', { words: { octets: String(most) } })
  },
}
