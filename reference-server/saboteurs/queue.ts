import { saboteur, type Saboteur } from './saboteur.ts'

const interval = 'kerio.queue.retry-interval'
const bounce = 'kerio.queue.expiry-bounce'
const byRelay = 'kerio.queue.intervals-ignored-with-relay'
const usual = { retryInterval: 15 * 60_000, expireAfter: 4 * 24 * 60 * 60_000 }

/** Faults in when mail that waits is tried again, and for whom. */
export const queueSaboteurs: readonly Saboteur[] = [
  saboteur({
    id: 'retry-interval-is-built-in',
    clause: interval,
    seam: 'delivery.schedule',
    replace: (scheduleOf) => (policy) => ({ ...scheduleOf(policy), retryInterval: usual.retryInterval }),
  }),
  saboteur({
    id: 'first-retry-interval-stays',
    clause: interval,
    seam: 'delivery.schedule',
    replace: (scheduleOf) => {
      let first: number | undefined
      return (policy) => {
        const schedule = scheduleOf(policy)
        return { ...schedule, retryInterval: (first ??= schedule.retryInterval) }
      }
    },
  }),
  saboteur({
    id: 'each-retry-waits-longer',
    clause: interval,
    seam: 'delivery.next-attempt',
    replace: (nextAttempt) => (facts) =>
      nextAttempt({ ...facts, now: facts.now + (facts.now - facts.acceptedAt) }),
  }),
  saboteur({
    id: 'retries-come-early',
    clause: interval,
    seam: 'delivery.next-attempt',
    replace: (nextAttempt) => (facts) => {
      const { schedule } = facts
      return nextAttempt({ ...facts, schedule: { ...schedule, retryInterval: schedule.retryInterval / 2 } })
    },
  }),
  saboteur({
    id: 'nothing-is-tried-again',
    clause: interval,
    seam: 'delivery.next-attempt',
    replace: () => () => undefined,
  }),
  saboteur({
    id: 'retry-is-for-all-recipients',
    clause: interval,
    seam: 'delivery.due-recipients',
    replace: () => (message, now) =>
      message.recipients.map((recipient) =>
        recipient.state === 'open'
          ? recipient
          : { path: recipient.path, state: 'open', attempts: 0, due: now },
      ),
  }),
  saboteur({
    id: 'expiry-is-built-in',
    clause: bounce,
    seam: 'delivery.schedule',
    replace: (scheduleOf) => (policy) => ({ ...scheduleOf(policy), expireAfter: usual.expireAfter }),
  }),
  saboteur({
    id: 'mail-expires-early',
    clause: bounce,
    seam: 'delivery.schedule',
    replace: (scheduleOf) => (policy) => {
      const schedule = scheduleOf(policy)
      return { ...schedule, expireAfter: schedule.expireAfter / 4 }
    },
  }),
  saboteur({
    id: 'expired-mail-is-dropped-in-silence',
    clause: bounce,
    seam: 'delivery.is-reported-on',
    replace: () => () => false,
  }),
  saboteur({
    id: 'report-of-expired-mail-says-delayed',
    clause: bounce,
    seam: 'delivery.report',
    replace: (report) => (facts) =>
      Buffer.from(
        report(facts)
          .toString('latin1')
          .replace(/^Action: failed/gm, 'Action: delayed'),
        'latin1',
      ),
  }),
  saboteur({
    id: 'expired-mail-is-tried-on',
    clause: 'kerio.queue.expiry-removed',
    seam: 'delivery.next-attempt',
    replace: (nextAttempt) => (facts) => nextAttempt(facts) ?? facts.now + facts.schedule.retryInterval,
  }),
  saboteur({
    id: 'relay-mail-expires-as-all-mail',
    clause: byRelay,
    seam: 'delivery.schedule',
    replace:
      () =>
      ({ queue }) => ({
        ...usual,
        ...(queue.expireAfter !== undefined && { expireAfter: queue.expireAfter }),
      }),
  }),
  saboteur({
    id: 'intervals-are-ignored-always',
    clause: byRelay,
    seam: 'delivery.schedule',
    replace: () => () => usual,
  }),
]
