import {
  isOpen,
  type OpenRecipient,
  type Outcome,
  type QueuedMessage,
  type Recipient,
} from './queued-message.ts'
import type { DeliveryParts } from './parts.ts'
import type { Surroundings } from '../surroundings/surroundings.ts'

/** A message after agents have answered for some of its recipients; the others are unchanged. */
export function withOutcomes(
  message: QueuedMessage,
  outcomes: ReadonlyMap<Recipient, Outcome>,
  {
    ask,
    schedule,
    surroundings,
  }: Pick<DeliveryParts, 'ask' | 'schedule'> & { readonly surroundings: Pick<Surroundings, 'clock'> },
): QueuedMessage {
  const settled = (recipient: OpenRecipient, answer: Outcome): Recipient => {
    const { path, attempts } = recipient
    if (answer.outcome === 'delivered') return { path, state: 'delivered' }
    const { outcome, ...said } = answer
    const { acceptedAt } = message
    const next =
      outcome === 'deferred'
        ? ask['delivery.next-attempt']({ now: surroundings.clock.now(), acceptedAt, schedule: schedule() })
        : undefined
    return next === undefined
      ? { path, state: 'failed', said, isSettled: false }
      : { path, state: 'open', attempts: attempts + 1, due: next, said }
  }
  return {
    ...message,
    recipients: message.recipients.map((recipient) => {
      const answer = outcomes.get(recipient)
      return answer && isOpen(recipient) ? settled(recipient, answer) : recipient
    }),
  }
}

/** The recipients to try now: those whose time has come, and no one who was reached before. */
export const dueRecipients = ({ recipients }: QueuedMessage, now: number): readonly OpenRecipient[] =>
  recipients.filter(isOpen).filter(({ due }) => due <= now)
