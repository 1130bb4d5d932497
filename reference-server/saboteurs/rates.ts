import { saboteur, type Saboteur } from './saboteur.ts'

/** Faults in whose messages count, by what, and how many. */
export const rateSaboteurs: readonly Saboteur[] = (
  [
    ['kerio', 'kerio.rate.per-hour'],
    ['ics', 'ics.rate.per-ip-per-minute'],
  ] as const
).flatMap(([product, clause]): readonly Saboteur[] => [
  saboteur({
    id: `${product}-messages-count-by-name`,
    clause,
    seam: 'rate.key',
    replace: (key) => (facts) => facts.hello ?? key(facts),
  }),
  saboteur({
    id: `${product}-each-name-counts-for-itself`,
    clause,
    seam: 'rate.key',
    replace: (key) => (facts) => `${key(facts)} ${facts.hello}`,
  }),
  saboteur({
    id: `${product}-ipv6-messages-count-by-network`,
    clause,
    seam: 'rate.key',
    replace: (key) => (facts) => key(facts).replace(/(?<=::)[\da-f]{1,4}$/, ''),
  }),
  saboteur({
    id: `${product}-ipv6-messages-do-not-count`,
    clause,
    seam: 'rate.is-exempt',
    replace: (isExempt) => (facts, rights, policy) =>
      facts.address.includes(':') || isExempt(facts, rights, policy),
  }),
  saboteur({
    id: `${product}-messages-count-on-port-25-alone`,
    clause,
    seam: 'rate.is-exempt',
    replace: (isExempt) => (facts, rights, policy) => facts.port !== 25 || isExempt(facts, rights, policy),
  }),
  saboteur({
    id: `${product}-each-port-counts-for-itself`,
    clause,
    seam: 'rate.key',
    replace: (key) => (facts) => `${key(facts)} ${facts.port}`,
  }),
  saboteur({
    id: `${product}-null-sender-goes-free`,
    clause,
    seam: 'rate.is-exempt',
    replace: (isExempt) => (facts, rights, policy) =>
      facts.reversePath === null || isExempt(facts, rights, policy),
  }),
  saboteur({
    id: `${product}-limits-of-three-at-most`,
    clause,
    seam: 'rate.limit',
    replace: (limitOf) => (policy) => {
      const limit = limitOf(policy)
      return limit && { ...limit, messages: Math.min(limit.messages, 3) }
    },
  }),
  saboteur({
    id: `${product}-limits-of-one-digit`,
    clause,
    seam: 'rate.limit',
    replace: (limitOf) => (policy) => {
      const limit = limitOf(policy)
      return limit && { ...limit, messages: Number(String(limit.messages).slice(0, 1)) }
    },
  }),
  saboteur({
    id: `${product}-first-limit-stays`,
    clause,
    seam: 'rate.limit',
    replace: (limitOf) => {
      let first: ReturnType<typeof limitOf>
      return (policy) => (first ??= limitOf(policy))
    },
  }),
])

/** Faults in what other rights are worth against a limit, and the other way round. */
export const rightsAndLimitsSaboteurs: readonly Saboteur[] = [
  saboteur({
    id: 'relay-group-is-not-counted',
    clause: 'kerio.rate.per-hour',
    seam: 'rate.is-exempt',
    replace: (isExempt) => (facts, rights, policy) =>
      rights.trustedAddress || isExempt(facts, rights, policy),
  }),
  saboteur({
    id: 'open-window-is-not-counted',
    clause: 'kerio.rate.per-hour',
    seam: 'rate.is-exempt',
    replace: (isExempt) => (facts, rights, policy) => rights.window || isExempt(facts, rights, policy),
  }),
  saboteur({
    id: 'authenticated-users-are-not-counted',
    clause: 'kerio.rate.per-hour',
    seam: 'rate.is-exempt',
    replace: (isExempt) => (facts, rights, policy) => rights.authenticated || isExempt(facts, rights, policy),
  }),
  saboteur({
    id: 'exempt-group-may-relay',
    clause: 'kerio.relay.remote-only-authorized',
    seam: 'relay.trusts',
    replace: (trusts) => (list, address) => trusts(list, address) || /^192\.0\.2\.1[6-9]$/.test(address),
  }),
]
