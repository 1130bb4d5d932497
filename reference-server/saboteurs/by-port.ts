import { saboteur, type Saboteur } from './saboteur.ts'

/** The port that an SMTP client came to; the facts of other connections have none. */
const portOf = (facts: object): string => ('port' in facts ? String(facts.port) : 'none')

/** Faults of rules that hold on one port and not on the others. */
export const byPortSaboteurs: readonly Saboteur[] = [
  saboteur({
    id: 'blacklist-on-port-25-alone',
    clause: 'ics.blacklist.declines-all',
    seam: 'blocked.covers',
    noticedBy: 'port-465-by-turns',
    replace: (covers) => (entries, facts) => facts.port === 25 && covers(entries, facts),
  }),
  saboteur({
    id: 'kill-file-on-port-25-alone',
    clause: 'imail.kill-file.address-entry',
    seam: 'blocked.covers',
    noticedBy: 'port-465',
    replace: (covers) => (entries, facts) => facts.port === 25 && covers(entries, facts),
  }),
  saboteur({
    id: 'access-on-port-25-alone',
    clause: 'imail.access.no-connection',
    seam: 'access.guards',
    noticedBy: 'port-465-by-turns',
    replace: () => (facts) => portOf(facts) === '25',
  }),
  saboteur({
    id: 'connections-of-each-port',
    clause: 'kerio.limits.connections-per-ip',
    seam: 'connections.key',
    noticedBy: 'port-465-by-turns',
    replace: (keyOf) => (facts) => `${keyOf(facts)} ${portOf(facts)}`,
  }),
  saboteur({
    id: 'guesses-of-each-port',
    clause: 'kerio.limits.unknown-recipients-block',
    seam: 'harvest.key',
    noticedBy: 'port-465-by-turns',
    replace: (keyOf) => (facts) => `${keyOf(facts)} ${portOf(facts)}`,
  }),
  saboteur({
    id: 'null-sender-on-another-port',
    clause: 'imail.sender.refuse-null-on',
    seam: 'sender-form.refuses-null',
    noticedBy: 'port-465-by-turns',
    replace: (refuses) => (facts, policy) => facts.port === 25 && refuses(facts, policy),
  }),
  saboteur({
    id: 'recipients-on-another-port',
    clause: 'kerio.limits.recipients',
    seam: 'recipients.most',
    noticedBy: 'port-465',
    replace: (mostOf) => (facts, policy) => (facts.port === 25 ? mostOf(facts, policy) : undefined),
  }),
  saboteur({
    id: 'local-senders-on-another-port',
    clause: 'icewarp.local-originator.rejects-unauthorized',
    seam: 'sender.needs-authorization',
    noticedBy: 'port-465-by-turns',
    replace: (needs) => (facts, policy) => facts.port === 25 && needs(facts, policy),
  }),
]
