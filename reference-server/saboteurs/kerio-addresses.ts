import { saboteur, type Saboteur } from './saboteur.ts'

/** Faults in the limits that Kerio sets to one address, and to the recipients of a message. */
export const kerioAddressSaboteurs: readonly Saboteur[] = [
  saboteur({
    id: 'connections-without-a-limit',
    clause: 'kerio.limits.connections-per-ip',
    seam: 'connections.most',
    replace: () => () => undefined,
  }),
  saboteur({
    id: 'one-connection-more',
    clause: 'kerio.limits.connections-per-ip',
    seam: 'connections.most',
    replace: (mostOf) => (facts, policy) => {
      const most = mostOf(facts, policy)
      return most && most + 1
    },
  }),
  saboteur({
    id: 'one-connection-less',
    clause: 'kerio.limits.connections-per-ip',
    seam: 'connections.most',
    replace: (mostOf) => (facts, policy) => {
      const most = mostOf(facts, policy)
      return most && most - 1
    },
  }),
  saboteur({
    id: 'connections-count-for-ever',
    clause: 'kerio.limits.connections-per-ip',
    seam: 'connections.key',
    replace: (keyOf) => {
      const asked = new WeakMap<object, number>()
      // It is asked as a session is judged, as it is counted, and as it ends.
      return (facts) => {
        const times = (asked.get(facts.session) ?? 0) + 1
        asked.set(facts.session, times)
        return times < 3 ? keyOf(facts) : 'nobody'
      }
    },
  }),
  saboteur({
    id: 'connections-of-all-count-together',
    clause: 'kerio.limits.connections-other-ips',
    seam: 'connections.key',
    replace: () => () => 'everybody',
  }),
  saboteur({
    id: 'exempt-group-has-few-connections',
    clause: 'kerio.limits.exempt-connections',
    seam: 'limits.is-exempt',
    replace: () => () => false,
  }),
  saboteur({
    id: 'everybody-is-exempt',
    clause: 'kerio.limits.exempt-connections',
    seam: 'limits.is-exempt',
    replace: () => () => true,
  }),
  saboteur({
    id: 'guessing-is-free',
    clause: 'kerio.limits.unknown-recipients-block',
    seam: 'harvest.counts',
    replace: () => () => false,
  }),
  saboteur({
    id: 'one-guess-less',
    clause: 'kerio.limits.unknown-recipients-block',
    seam: 'harvest.most',
    replace: (mostOf) => (facts, policy) => {
      const most = mostOf(facts, policy)
      return most && most - 1
    },
  }),
  saboteur({
    id: 'two-guesses-more',
    clause: 'kerio.limits.unknown-recipients-block',
    seam: 'harvest.most',
    replace: (mostOf) => (facts, policy) => {
      const most = mostOf(facts, policy)
      return most && most + 2
    },
  }),
  saboteur({
    id: 'every-session-guesses-anew',
    clause: 'kerio.limits.unknown-recipients-block',
    seam: 'harvest.key',
    replace: () => {
      const keys = new WeakMap<object, string>()
      let count = 0
      return ({ session }) => {
        const key = keys.get(session) ?? String(++count)
        keys.set(session, key)
        return key
      }
    },
  }),
  saboteur({
    id: 'guesser-is-let-off-early',
    clause: 'kerio.limits.unknown-recipients-hour',
    seam: 'harvest.blocked-for',
    replace: (blockedFor) => (policy) => blockedFor(policy) - 60_000,
  }),
  saboteur({
    id: 'guesser-is-blocked-longer',
    clause: 'kerio.limits.unknown-recipients-hour',
    seam: 'harvest.blocked-for',
    replace: (blockedFor) => (policy) => 2 * blockedFor(policy),
  }),
  saboteur({
    id: 'guessing-blocks-everybody',
    clause: 'kerio.limits.unknown-recipients-other-ips',
    seam: 'harvest.key',
    replace: () => () => 'everybody',
  }),
  saboteur({
    id: 'guessing-is-always-limited',
    clause: 'kerio.limits.unknown-recipients-off',
    seam: 'harvest.most',
    replace: (mostOf) => (facts, policy) => mostOf(facts, policy) ?? 15,
  }),
  saboteur({
    id: 'exempt-group-may-not-guess',
    clause: 'kerio.limits.exempt-unknown-recipients',
    seam: 'limits.is-exempt',
    replace: () => () => false,
  }),
  saboteur({
    id: 'secondary-server-is-limited',
    clause: 'kerio.limits.exempt-secondary-mx',
    seam: 'limits.is-exempt',
    replace: () => () => false,
  }),
  saboteur({
    id: 'recipients-without-a-limit',
    clause: 'kerio.limits.recipients',
    seam: 'recipients.most',
    replace: () => () => undefined,
  }),
  saboteur({
    id: 'one-recipient-less',
    clause: 'kerio.limits.recipients',
    seam: 'recipients.most',
    replace: (mostOf) => (facts, policy) => {
      const most = mostOf(facts, policy)
      return most && most - 1
    },
  }),
  saboteur({
    id: 'recipients-of-all-messages-count',
    clause: 'kerio.limits.recipients',
    seam: 'recipients.most',
    replace: (mostOf) => {
      const offered = new WeakMap<object, number>()
      return (facts, policy) => {
        const most = mostOf(facts, policy)
        const before = offered.get(facts.session) ?? 0
        offered.set(facts.session, before + 1)
        return most && most - before + facts.others
      }
    },
  }),
]
