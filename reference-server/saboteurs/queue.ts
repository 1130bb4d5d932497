import { saboteur, type Saboteur } from './saboteur.ts'

const interval = 'kerio.queue.retry-interval'

/** Faults in when mail that waits is tried again, and for whom. */
export const queueSaboteurs: readonly Saboteur[] = [
  saboteur({
    id: 'retry-interval-is-built-in',
    clause: interval,
    seam: 'delivery.schedule',
    replace: (scheduleOf) => (policy) => ({ ...scheduleOf(policy), retryInterval: 15 * 60_000 }),
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
]
