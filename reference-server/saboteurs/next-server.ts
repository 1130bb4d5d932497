import { saboteur, type Saboteur } from './saboteur.ts'

/** Faults in what becomes of mail that the next server does not take. */
export const nextServerSaboteurs: readonly Saboteur[] = [
  saboteur({
    id: 'deferred-is-given-up',
    clause: 'rfc5321.retry-after-4yz',
    seam: 'delivery.next-attempt',
    replace: () => () => undefined,
  }),
  saboteur({
    id: 'deferred-is-tried-at-once',
    clause: 'rfc5321.retry-after-4yz',
    seam: 'delivery.next-attempt',
    replace: () => (facts) => facts.now,
  }),
  saboteur({
    id: 'refused-is-told-to-nobody',
    clause: 'rfc5321.bounce-on-5yz',
    seam: 'delivery.is-reported-on',
    replace: () => () => false,
  }),
  saboteur({
    id: 'one-deferred-recipient-is-forgotten',
    clause: 'rfc5321.partial-failure-bounced',
    seam: 'delivery.due-recipients',
    replace: (dueRecipients) => (message, now) =>
      dueRecipients(message, now).filter(({ attempts }) => attempts === 0),
  }),
  saboteur({
    id: 'refusals-of-a-few-are-told-to-nobody',
    clause: 'rfc5321.partial-failure-bounced',
    seam: 'delivery.is-reported-on',
    replace: (isReportedOn) => (message) =>
      isReportedOn(message) && message.recipients.every(({ state }) => state === 'failed'),
  }),
]
