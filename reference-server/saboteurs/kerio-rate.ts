import { saboteur, type Saboteur } from './saboteur.ts'

const hour = 60 * 60_000

/** Faults in the hourly number of messages, and in what else Kerio's manual says of logins and rights. */
export const kerioRateSaboteurs: readonly Saboteur[] = [
  saboteur({
    id: 'one-message-more',
    clause: 'kerio.rate.per-hour',
    seam: 'rate.limit',
    replace: (limitOf) => (policy) => {
      const limit = limitOf(policy)
      return limit && { ...limit, messages: limit.messages + 1 }
    },
  }),
  saboteur({
    id: 'one-message-less',
    clause: 'kerio.rate.per-hour',
    seam: 'rate.limit',
    replace: (limitOf) => (policy) => {
      const limit = limitOf(policy)
      return limit && { ...limit, messages: limit.messages - 1 }
    },
  }),
  saboteur({
    id: 'one-number-for-all-addresses',
    clause: 'kerio.rate.per-hour',
    seam: 'rate.key',
    replace: () => () => 'everybody',
  }),
  saboteur({
    id: 'number-for-each-session',
    clause: 'kerio.rate.per-hour',
    seam: 'rate.key',
    replace: (keyOf) => (facts) => `${keyOf(facts)} ${facts.session.startedAt}`,
  }),
  saboteur({
    id: 'excess-is-taken',
    clause: 'kerio.rate.excess-discarded',
    seam: 'rate.count',
    replace: () => () => 0,
  }),
  saboteur({
    id: 'counts-by-the-clock-hour',
    clause: 'kerio.rate.sliding-hour',
    seam: 'rate.count',
    replace: () => (times, now) =>
      times.filter((at) => Math.floor(at / hour) === Math.floor(now / hour)).length,
  }),
  saboteur({
    id: 'hour-a-moment-short',
    clause: 'kerio.rate.sliding-hour',
    seam: 'rate.count',
    replace: (count) => (times, now, per) => count(times, now, per - 1),
  }),
  saboteur({
    id: 'hour-a-moment-long',
    clause: 'kerio.rate.sliding-hour',
    seam: 'rate.count',
    replace: (count) => (times, now, per) => count(times, now, per + 1),
  }),
  saboteur({
    id: 'hour-begins-with-the-last-message',
    clause: 'kerio.rate.sliding-hour',
    seam: 'rate.count',
    replace: () => (times, now, per) => (now - (times.at(-1) ?? -Infinity) < per ? times.length : 0),
  }),
  saboteur({
    id: 'limits-when-off',
    clause: 'kerio.rate.off',
    seam: 'rate.limit',
    replace: (limitOf) => (policy) => limitOf(policy) ?? { messages: 10, per: hour },
  }),
  saboteur({
    id: 'nobody-is-spared',
    clause: 'kerio.limits.exempt-rate',
    seam: 'rate.is-exempt',
    replace: () => () => false,
  }),
  saboteur({
    id: 'everybody-is-spared',
    clause: 'kerio.limits.exempt-rate',
    seam: 'rate.is-exempt',
    replace: () => () => true,
  }),
  saboteur({
    id: 'imap-opens-the-window',
    clause: 'kerio.relay.imap-login-no-grant',
    seam: 'pop-window.counts',
    replace: () => () => true,
  }),
  saboteur({
    id: 'auth-for-the-group-only',
    clause: 'kerio.relay.valid-auth-outside-group',
    seam: 'relay.suffices',
    replace: () => (rights) => rights.trustedAddress || rights.window,
  }),
]
