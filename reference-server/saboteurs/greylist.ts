import { saboteur, type Saboteur } from './saboteur.ts'

const minute = 60_000
const day = 24 * 60 * minute

/** Faults in whom the grey list defers, and how long. */
export const greylistDelaySaboteurs: readonly Saboteur[] = [
  saboteur({
    id: 'greylist-takes-first-attempts',
    clause: 'commgate.greylist.first-attempt',
    seam: 'greylist.has-waited',
    replace: () => () => true,
  }),
  saboteur({
    id: 'greylist-knows-servers-by-their-attempts',
    clause: 'commgate.greylist.first-attempt',
    seam: 'greylist.attempt',
    replace: () => (facts) => facts.address,
  }),
  saboteur({
    id: 'greylist-takes-no-heed-of-the-sender',
    clause: 'commgate.greylist.first-attempt',
    seam: 'greylist.attempt',
    replace: (attempt) => (facts) => attempt({ ...facts, reversePath: null }),
  }),
  saboteur({
    id: 'greylist-takes-no-heed-of-the-server',
    clause: 'commgate.greylist.first-attempt',
    seam: 'greylist.attempt',
    replace: (attempt) => (facts) => attempt({ ...facts, address: '' }),
  }),
  saboteur({
    id: 'greylist-takes-no-heed-of-the-recipient',
    clause: 'commgate.greylist.first-attempt',
    seam: 'greylist.attempt',
    replace: (attempt) => (facts) =>
      attempt({ ...facts, forwardPath: { ...facts.forwardPath, localPart: '' } }),
  }),
  saboteur({
    id: 'greylist-minds-letter-case',
    clause: 'commgate.greylist.retry-accepted',
    seam: 'greylist.attempt',
    replace:
      () =>
      ({ address, reversePath, forwardPath }) =>
        [address, reversePath?.text, forwardPath.text].join(' '),
  }),
  saboteur({
    id: 'greylist-never-opens',
    clause: 'commgate.greylist.retry-accepted',
    seam: 'greylist.has-waited',
    replace: () => () => false,
  }),
  saboteur({
    id: 'greylist-wants-a-new-session',
    clause: 'commgate.greylist.retry-accepted',
    seam: 'greylist.attempt',
    replace: (attempt) => (facts) => `${attempt(facts)} ${facts.session.startedAt}`,
  }),
  saboteur({
    id: 'greylist-wants-a-third-attempt',
    clause: 'commgate.greylist.retry-accepted',
    seam: 'greylist.has-waited',
    replace: (hasWaited) => {
      let asked = 0
      return (first, now, delay) => hasWaited(first, now, delay) && ++asked > 1
    },
  }),
  saboteur({
    id: 'greylist-opens-at-the-second-attempt',
    clause: 'commgate.greylist.early-retry',
    seam: 'greylist.has-waited',
    replace: () => (first) => first !== undefined,
  }),
  saboteur({
    id: 'greylist-opens-a-moment-early',
    clause: 'commgate.greylist.early-retry',
    seam: 'greylist.has-waited',
    replace: (hasWaited) => (first, now, delay) => hasWaited(first, now, delay - 1),
  }),
  saboteur({
    id: 'greylist-opens-a-moment-late',
    clause: 'commgate.greylist.retry-accepted',
    seam: 'greylist.has-waited',
    replace: (hasWaited) => (first, now, delay) => hasWaited(first, now, delay + 1),
  }),
  saboteur({
    id: 'greylist-counts-from-the-last-attempt',
    clause: 'commgate.greylist.early-retry',
    seam: 'greylist.remember-attempt',
    replace: () => (attempts, key, now) => attempts.set(key, now),
  }),
  saboteur({
    id: 'greylist-always-a-minute',
    clause: 'commgate.greylist.delay-configurable',
    seam: 'greylist.has-waited',
    replace: (hasWaited) => (first, now) => hasWaited(first, now, minute),
  }),
  saboteur({
    id: 'greylist-a-minute-at-least',
    clause: 'commgate.greylist.delay-configurable',
    seam: 'greylist.has-waited',
    replace: (hasWaited) => (first, now, delay) => hasWaited(first, now, Math.max(delay, minute)),
  }),
  saboteur({
    id: 'greylist-a-minute-at-most',
    clause: 'commgate.greylist.delay-configurable',
    seam: 'greylist.has-waited',
    replace: (hasWaited) => (first, now, delay) => hasWaited(first, now, Math.min(delay, minute)),
  }),
  saboteur({
    id: 'greylist-keeps-the-delay-it-began-with',
    clause: 'commgate.greylist.delay-configurable',
    seam: 'greylist.has-waited',
    replace: (hasWaited) => {
      let began: number | undefined
      return (first, now, delay) => hasWaited(first, now, (began ??= delay))
    },
  }),
  saboteur({
    id: 'greylist-cannot-be-switched-off',
    clause: 'commgate.greylist.off',
    seam: 'greylist.is-on',
    replace: () => () => true,
  }),
  saboteur({
    id: 'greylist-cannot-be-switched-on',
    clause: 'commgate.greylist.off',
    seam: 'greylist.is-on',
    replace: () => () => false,
  }),
]

/** Faults in what the grey list remembers, and whom it spares. */
export const greylistMemorySaboteurs: readonly Saboteur[] = [
  saboteur({
    id: 'greylist-keeps-a-moment-less',
    clause: 'commgate.greylist.retention-default',
    seam: 'greylist.is-kept',
    replace: (isKept) => (seen, now, retention) => isKept(seen, now, retention - 1),
  }),
  saboteur({
    id: 'greylist-keeps-a-moment-more',
    clause: 'commgate.greylist.retention-default',
    seam: 'greylist.is-kept',
    replace: (isKept) => (seen, now, retention) => isKept(seen, now, retention + 1),
  }),
  saboteur({
    id: 'greylist-keeps-for-thirty-days',
    clause: 'commgate.greylist.retention-default',
    seam: 'greylist.is-kept',
    replace: (isKept) => (seen, now) => isKept(seen, now, 30 * day),
  }),
  saboteur({
    id: 'greylist-never-forgets',
    clause: 'commgate.greylist.retention-default',
    seam: 'greylist.is-kept',
    replace: () => (seen) => seen !== undefined,
  }),
  saboteur({
    id: 'greylist-always-keeps-for-35-days',
    clause: 'commgate.greylist.retention-configurable',
    seam: 'greylist.is-kept',
    replace: (isKept) => (seen, now) => isKept(seen, now, 35 * day),
  }),
  saboteur({
    id: 'greylist-keeps-for-35-days-at-most',
    clause: 'commgate.greylist.retention-configurable',
    seam: 'greylist.is-kept',
    replace: (isKept) => (seen, now, retention) => isKept(seen, now, Math.min(retention, 35 * day)),
  }),
  saboteur({
    id: 'greylist-keeps-for-35-days-at-least',
    clause: 'commgate.greylist.retention-configurable',
    seam: 'greylist.is-kept',
    replace: (isKept) => (seen, now, retention) => isKept(seen, now, Math.max(retention, 35 * day)),
  }),
  saboteur({
    id: 'greylist-knows-no-senders',
    clause: 'commgate.greylist.validated-sender',
    seam: 'greylist.sender',
    replace: () => () => undefined,
  }),
  saboteur({
    id: 'greylist-remembers-nobody',
    clause: 'commgate.greylist.validated-sender',
    seam: 'greylist.remember-passed',
    replace: () => () => undefined,
  }),
  saboteur({
    id: 'greylist-knows-all-senders-of-a-domain',
    clause: 'commgate.greylist.new-sender-still-deferred',
    seam: 'greylist.sender',
    replace: () => (facts) => facts.reversePath?.domain,
  }),
  saboteur({
    id: 'greylist-knows-senders-by-local-part',
    clause: 'commgate.greylist.new-sender-still-deferred',
    seam: 'greylist.sender',
    replace: () => (facts) => facts.reversePath?.localPart,
  }),
  saboteur({
    id: 'greylist-knows-everybody-by-the-first',
    clause: 'commgate.greylist.new-sender-still-deferred',
    seam: 'greylist.sender',
    replace: () => () => 'somebody',
  }),
  saboteur({
    id: 'greylist-knows-no-servers',
    clause: 'commgate.greylist.validated-server',
    seam: 'greylist.server',
    replace: (server) => (facts) => `${server(facts)} ${facts.reversePath?.text ?? ''}`,
  }),
  saboteur({
    id: 'greylist-knows-every-server-by-the-first',
    clause: 'commgate.greylist.validated-server',
    seam: 'greylist.server',
    replace: () => () => 'some server',
  }),
  saboteur({
    id: 'greylist-knows-servers-by-network',
    clause: 'commgate.greylist.validated-server',
    seam: 'greylist.server',
    replace: (server) => (facts) => server(facts).replace(/\.\d+$/, ''),
  }),
  saboteur({
    id: 'greylist-counts-from-the-first-message',
    clause: 'commgate.greylist.weekly-sender-delayed-once',
    seam: 'greylist.remember-passed',
    replace: () => (passed, key, now) => {
      if (!passed.has(key)) passed.set(key, now)
    },
  }),
  saboteur({
    id: 'greylist-renews-servers-alone',
    clause: 'commgate.greylist.weekly-sender-delayed-once',
    seam: 'greylist.remember-passed',
    replace: () => (passed, key, now) => {
      if (!key.includes('@') || !passed.has(key)) passed.set(key, now)
    },
  }),
  saboteur({
    id: 'greylist-spares-nobody',
    clause: 'ics.whitelist.networks-no-greylist',
    seam: 'greylist.spares',
    replace: () => () => false,
  }),
  saboteur({
    id: 'greylist-spares-entries-alone',
    clause: 'ics.whitelist.networks-no-greylist',
    seam: 'greylist.spares',
    replace: (spares) => (rights, conduct) => spares({ ...rights, trustedAddress: false }, conduct),
  }),
  saboteur({
    id: 'greylist-spares-networks-alone',
    clause: 'ics.whitelist.entry-domain',
    seam: 'greylist.spares',
    replace: (spares) => (rights, conduct) => spares({ ...rights, trustedSender: false }, conduct),
  }),
  saboteur({
    id: 'greylist-spares-everybody',
    clause: 'ics.sender.greylist-otherwise',
    seam: 'greylist.spares',
    replace: () => () => true,
  }),
  saboteur({
    id: 'greylist-defers-for-ever',
    clause: 'ics.sender.greylist-otherwise',
    seam: 'greylist.has-waited',
    replace: () => () => false,
  }),
]
