import { saboteur, type Saboteur } from './saboteur.ts'

/** Faults in black lists and the kill file. */
export const blockedSenderSaboteurs: readonly Saboteur[] = [
  saboteur({
    id: 'blacklist-for-local-recipients',
    clause: 'ics.blacklist.declines-all',
    seam: 'blocked.covers',
    replace: () => () => false,
  }),
  saboteur({
    id: 'blacklist-never-shrinks',
    clause: 'ics.blacklist.declines-all',
    seam: 'blocked.covers',
    replace: (covers) => {
      const ever = new Set<string>()
      return (entries, facts) => {
        for (const entry of entries) ever.add(entry)
        return covers(ever, facts)
      }
    },
  }),
  saboteur({
    id: 'blacklist-knows-no-domains',
    clause: 'ics.blacklist.entry-domain',
    seam: 'blocked.covers',
    replace: (covers) => (entries, facts) =>
      covers(new Set([...entries].filter((entry) => entry.includes('@'))), facts),
  }),
  saboteur({
    id: 'blacklist-counts-ends-of-domains',
    clause: 'ics.blacklist.entry-domain',
    seam: 'blocked.covers',
    replace: (covers) => (entries, facts) =>
      covers(entries, facts) || [...entries].some((entry) => facts.reversePath?.domain.endsWith(entry)),
  }),
  saboteur({
    id: 'blacklist-for-the-first-sender-of-a-session',
    clause: 'ics.blacklist.entry-domain',
    seam: 'blocked.covers',
    replace: (covers) => {
      const heard = new WeakSet<object>()
      return (entries, facts) => {
        if (heard.has(facts.session)) return false
        heard.add(facts.session)
        return covers(entries, facts)
      }
    },
  }),
  saboteur({
    id: 'blacklisted-mailbox-means-its-domain',
    clause: 'ics.blacklist.entry-mailbox',
    seam: 'blocked.covers',
    replace: (covers) => (entries, facts) =>
      covers(new Set([...entries].map((entry) => entry.replace(/^.*@/, ''))), facts),
  }),
  saboteur({
    id: 'blacklisted-mailbox-by-its-end',
    clause: 'ics.blacklist.entry-mailbox',
    seam: 'blocked.covers',
    replace: (covers) => (entries, facts) =>
      covers(entries, facts) || [...entries].some((entry) => facts.reversePath?.text.endsWith(entry)),
  }),
  saboteur({
    id: 'blacklist-knows-no-clients',
    clause: 'ics.blacklist.entry-ip',
    seam: 'blocked.covers',
    replace: (covers) => (entries, facts) => covers(entries, { ...facts, address: '' }),
  }),
  saboteur({
    id: 'blacklisted-client-may-report',
    clause: 'ics.blacklist.entry-ip',
    seam: 'blocked.covers',
    replace: (covers) => (entries, facts) => facts.reversePath !== null && covers(entries, facts),
  }),
  saboteur({
    id: 'blacklist-by-the-beginning-of-an-address',
    clause: 'ics.blacklist.entry-ip',
    seam: 'blocked.covers',
    replace: (covers) => (entries, facts) =>
      covers(entries, facts) || [...entries].some((entry) => facts.address.startsWith(entry)),
  }),
  saboteur({
    id: 'white-list-beats-black-list',
    clause: 'ics.blacklist.beats-white-list',
    seam: 'blocked.covers',
    replace: (covers) => (entries, facts) => facts.account === undefined && covers(entries, facts),
  }),
  saboteur({
    id: 'blocked-senders-may-authenticate',
    clause: 'kerio.sender.block-list',
    seam: 'blocked.covers',
    replace: (covers) => (entries, facts) => facts.account === undefined && covers(entries, facts),
  }),
  saboteur({
    id: 'blocked-senders-as-they-are-written',
    clause: 'kerio.sender.block-list',
    seam: 'blocked.covers',
    replace: (covers) => (entries, facts) =>
      covers(entries, facts) && facts.reversePath?.text === facts.reversePath?.text.toLowerCase(),
  }),
  saboteur({
    id: 'kill-file-knows-hosts-alone',
    clause: 'imail.kill-file.address-entry',
    seam: 'blocked.covers',
    replace: (covers) => (entries, facts) =>
      covers(new Set([...entries].filter((entry) => !entry.includes('@'))), facts),
  }),
  saboteur({
    id: 'killed-mail-is-taken',
    clause: 'imail.kill-file.reply-501',
    seam: 'blocked.covers',
    replace: () => () => false,
  }),
  saboteur({
    id: 'killed-host-has-sub-domains',
    clause: 'imail.kill-file.host-entry',
    seam: 'blocked.covers',
    replace: (covers) => (entries, facts) =>
      covers(entries, facts) || [...entries].some((entry) => facts.reversePath?.domain.endsWith(`.${entry}`)),
  }),
  saboteur({
    id: 'kill-file-reads-the-greeting',
    clause: 'imail.kill-file.envelope-only',
    seam: 'blocked.covers',
    replace: (covers) => (entries, facts) =>
      covers(entries, facts) || [...entries].some((entry) => entry.endsWith(`@${facts.hello}`)),
  }),
  saboteur({
    id: 'kill-file-spares-the-envelope',
    clause: 'imail.kill-file.envelope-only',
    seam: 'blocked.covers',
    replace: () => () => false,
  }),
  saboteur({
    id: 'kill-file-of-the-first-domain',
    clause: 'imail.kill-file.all-domains',
    seam: 'recipient.is-known',
    replace: (isKnown) => (facts, policy) =>
      facts.forwardPath.domain === 'local.test' && isKnown(facts, policy),
  }),
  saboteur({
    id: 'access-list-replaces-the-kill-file',
    clause: 'imail.kill-file.not-access-list',
    seam: 'blocked.covers',
    replace: (covers) => (entries, facts) => facts.address === '192.0.2.66' && covers(entries, facts),
  }),
  saboteur({
    id: 'kill-file-spares-the-relay-list',
    clause: 'imail.kill-file.any-client',
    seam: 'blocked.covers',
    replace: (covers) => (entries, facts) => !facts.address.startsWith('192.0.2.') && covers(entries, facts),
  }),
  saboteur({
    id: 'kill-file-line-has-two-entries',
    clause: 'imail.kill-file.one-entry-per-line',
    seam: 'kill-file.entry',
    replace: (entryOf) => (line) => entryOf({ ...line, text: line.text.split(/[\s,]+/)[0] ?? '' }),
  }),
  saboteur({
    id: 'kill-file-is-not-read',
    clause: 'imail.kill-file.location',
    seam: 'kill-file.entry',
    replace: () => () => undefined,
  }),
  saboteur({
    id: 'kill-file-as-it-is-written',
    clause: 'imail.kill-file.location',
    seam: 'kill-file.entry',
    replace: (entryOf) => (line) => (line.text === line.text.toLowerCase() ? entryOf(line) : undefined),
  }),
]
