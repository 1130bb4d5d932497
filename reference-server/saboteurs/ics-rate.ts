import { saboteur, type Saboteur } from './saboteur.ts'

/** Faults in the limit of messages a minute. */
export const icsRateSaboteurs: readonly Saboteur[] = [
  saboteur({
    id: 'minute-rate-counts-when-off',
    clause: 'ics.rate.enable',
    seam: 'rate.limit',
    replace: (limit) => (policy) => limit({ ...policy, limits: { ...policy.limits, rateEnabled: true } }),
  }),
  saboteur({
    id: 'minute-rate-never-counts',
    clause: 'ics.rate.enable',
    seam: 'rate.limit',
    replace: () => () => undefined,
  }),
  saboteur({
    id: 'one-message-too-many',
    clause: 'ics.rate.per-ip-per-minute',
    seam: 'rate.count',
    replace: (count) => (times, now, per) => count(times, now, per) - 1,
  }),
  saboteur({
    id: 'one-message-too-few',
    clause: 'ics.rate.per-ip-per-minute',
    seam: 'rate.count',
    replace: (count) => (times, now, per) => count(times, now, per) + 1,
  }),
  saboteur({
    id: 'minutes-of-the-wall-clock',
    clause: 'ics.rate.per-ip-per-minute',
    seam: 'rate.count',
    replace: () => (times, now, per) =>
      times.filter((at) => Math.floor(at / per) === Math.floor(now / per)).length,
  }),
  saboteur({
    id: 'minute-after-minute',
    clause: 'ics.rate.per-ip-per-minute',
    seam: 'rate.count',
    replace: () => {
      let start = -Infinity
      return (times, now, per) => {
        if (now - start >= per) start = now
        return times.filter((at) => at >= start).length
      }
    },
  }),
  saboteur({
    id: 'what-is-taken-back-counts',
    clause: 'ics.rate.per-ip-per-minute',
    seam: 'rate.count',
    replace: (count) => {
      let asked = 0
      // Asked at MAIL and at the message: more than twice for each one taken means that some were taken back.
      return (times, now, per) => count(times, now, per) + Math.max(0, asked++ - 2 * times.length - 1)
    },
  }),
  saboteur({
    id: 'open-sessions-go-free',
    clause: 'ics.rate.per-ip-per-minute',
    seam: 'rate.is-exempt',
    replace: () => (facts) => facts.session.startedAt < facts.now,
  }),
  saboteur({
    id: 'authenticated-go-free',
    clause: 'ics.rate.per-ip-per-minute',
    seam: 'rate.is-exempt',
    replace: () => (_, rights) => rights.authenticated,
  }),
  saboteur({
    id: 'recipients-count-each',
    clause: 'ics.rate.per-ip-per-minute',
    seam: 'rate.remember',
    replace: (remember) => (messages, key, facts, per) => {
      for (let each = 0; each < facts.recipients; each++) remember(messages, key, facts, per)
    },
  }),
  saboteur({
    id: 'one-count-for-all',
    clause: 'ics.rate.counted-per-ip',
    seam: 'rate.key',
    replace: () => () => 'everybody',
  }),
  saboteur({
    id: 'counted-by-account',
    clause: 'ics.rate.counted-per-ip',
    seam: 'rate.key',
    replace: (key) => (facts) => facts.account ?? key(facts),
  }),
  saboteur({
    id: 'counted-by-block',
    clause: 'ics.rate.counted-per-ip',
    seam: 'rate.key',
    replace: (key) => (facts) => key(facts).replace(/\.\d+$/, ''),
  }),
  saboteur({
    id: 'counted-by-sender',
    clause: 'ics.rate.counted-per-ip',
    seam: 'rate.key',
    replace: (key) => (facts) => `${key(facts)} ${facts.reversePath?.text ?? ''}`,
  }),
  saboteur({
    id: 'minute-too-long',
    clause: 'ics.rate.recovers-after-minute',
    seam: 'rate.count',
    replace: (count) => (times, now, per) => count(times, now, per + 1),
  }),
  saboteur({
    id: 'minute-too-short',
    clause: 'ics.rate.per-ip-per-minute',
    seam: 'rate.count',
    replace: (count) => (times, now, per) => count(times, now, per - 1),
  }),
  saboteur({
    id: 'minute-after-the-last',
    clause: 'ics.rate.recovers-after-minute',
    seam: 'rate.count',
    replace: (count) => (times, now, per) => (count(times, now, per) > 0 ? times.length : 0),
  }),
  saboteur({
    id: 'trying-starts-the-minute-anew',
    clause: 'ics.rate.recovers-after-minute',
    seam: 'rate.count',
    replace: (count) => {
      const asked: number[] = []
      return (times, now, per) => {
        const before = count(asked, now, per)
        asked.push(now)
        return before > 0 ? times.length : 0
      }
    },
  }),
  saboteur({
    id: 'nobody-is-ignored',
    clause: 'ics.rate.ignore-permitted',
    seam: 'rate.is-exempt',
    replace: () => () => false,
  }),
  saboteur({
    id: 'networks-are-not-ignored',
    clause: 'ics.rate.ignore-permitted',
    seam: 'rate.is-exempt',
    replace: (isExempt) => (facts, rights, policy) =>
      isExempt(facts, { ...rights, trustedAddress: false }, policy),
  }),
  saboteur({
    id: 'address-entries-are-not-ignored',
    clause: 'ics.rate.ignore-permitted',
    seam: 'rate.is-exempt',
    replace: (isExempt) => (facts, rights, policy) =>
      isExempt(facts, { ...rights, trustedSender: false }, policy),
  }),
  saboteur({
    id: 'everybody-is-ignored',
    clause: 'ics.rate.ignore-permitted',
    seam: 'rate.is-exempt',
    replace: () => (_, __, policy) => policy.limits.exemptWhitelisted,
  }),
  saboteur({
    id: 'sender-entries-are-not-ignored',
    clause: 'ics.rate.ignore-sender-entries',
    seam: 'rate.is-exempt',
    replace: (isExempt) => (facts, rights, policy) =>
      isExempt(facts, { ...rights, trustedSender: false }, policy),
  }),
  saboteur({
    id: 'permitted-are-always-ignored',
    clause: 'ics.rate.permitted-counted-when-off',
    seam: 'rate.is-exempt',
    replace: () => (_, rights) => rights.trustedAddress || rights.trustedSender,
  }),
]
