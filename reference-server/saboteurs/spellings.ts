import { saboteur, type Saboteur } from './saboteur.ts'

const hour = 60 * 60_000

/** Faults in what entries and names mean, and in numbers that are large. */
export const spellingSaboteurs: readonly Saboteur[] = [
  saboteur({
    id: 'entries-mean-recipients-too',
    clause: 'ics.whitelist.entry-not-others',
    seam: 'relay.trusts-entry',
    replace: (trusts) => (entries, facts) =>
      trusts(entries, facts) ||
      ('forwardPath' in facts &&
        [...entries].some((entry) => JSON.stringify(facts.forwardPath).includes(entry))),
  }),
  saboteur({
    id: 'greylist-an-hour-at-most',
    clause: 'commgate.greylist.delay-configurable',
    seam: 'greylist.has-waited',
    replace: (hasWaited) => (first, now, delay) => hasWaited(first, now, Math.min(delay, hour)),
  }),
  saboteur({
    id: 'greylist-on-port-25-alone',
    clause: 'commgate.greylist.first-attempt',
    seam: 'greylist.guards',
    replace: (guards) => (facts) => facts.port === 25 && guards(facts),
  }),
  saboteur({
    id: 'greylist-knows-senders-as-they-are-written',
    clause: 'commgate.greylist.validated-sender',
    seam: 'greylist.sender',
    replace:
      () =>
      ({ address, reversePath }) =>
        `${address.replace(/\.\d+$/, '')} ${reversePath?.text}`,
  }),
  saboteur({
    id: 'greylist-knows-senders-by-sixteen-bits',
    clause: 'commgate.greylist.validated-sender',
    seam: 'greylist.sender',
    replace: (senderOf) => (facts) =>
      senderOf({ ...facts, address: facts.address.replace(/\.\d+\.\d+$/, '.0.0') }),
  }),
  saboteur({
    id: 'greylist-knows-senders-everywhere',
    clause: 'commgate.greylist.validated-sender',
    seam: 'greylist.sender',
    replace:
      () =>
      ({ reversePath }) =>
        reversePath?.text.toLowerCase(),
  }),
  saboteur({
    id: 'greylist-minds-the-port',
    clause: 'commgate.greylist.retry-accepted',
    seam: 'greylist.attempt',
    replace: (attemptOf) => (facts) => `${attemptOf(facts)} ${facts.port}`,
  }),
  saboteur({
    id: 'bypass-lifts-the-local-check-on-port-25',
    clause: 'icewarp.submission.bypass-combines-with-local-check',
    seam: 'sender.needs-authorization',
    replace: (needs) => (facts, policy) => facts.port !== 25 && needs(facts, policy),
  }),
]
