import type { Seams } from '../seams.ts'
import { saboteur, type Saboteur } from './saboteur.ts'

type ReplyName = Parameters<Seams['reply.given']>[0]

/** A fault in one reply: another is given instead. */
const anotherReply = (clause: string, id: string, due: ReplyName, given: ReplyName): Saboteur =>
  saboteur({
    id,
    clause,
    seam: 'reply.given',
    replace: (replyGiven) => (name) => replyGiven(name === due ? given : name),
  })

/** A fault in the order of commands: RCPT needs no MAIL. */
const recipientWithoutMail = (clause: string, id: string): Saboteur =>
  saboteur({
    id,
    clause,
    seam: 'command.state',
    replace: () => (verb, state) =>
      verb === 'RCPT' && state.at === 'greeted' ? { at: 'mail', reversePath: null } : state,
  })

/** Faults in what the RFCs ask of every server. */
export const rfcSaboteurs: readonly Saboteur[] = [
  saboteur({
    id: 'tls-within-tls',
    clause: 'rfc3207.begins-anew',
    seam: 'tls.may-begin',
    replace: () => () => true,
  }),
  saboteur({
    id: 'needs-tls-is-forgotten',
    clause: 'rfc4954.no-plaintext-without-tls',
    seam: 'auth.may-log-in',
    replace: () => () => true,
  }),
  saboteur({
    id: 'pop3-needs-no-tls',
    clause: 'rfc2595.cleartext-refusable',
    seam: 'auth.may-log-in',
    replace: () => () => true,
  }),
  saboteur({
    id: 'imap-needs-no-tls',
    clause: 'rfc3501.plaintext-refusable',
    seam: 'auth.may-log-in',
    replace: () => () => true,
  }),
  saboteur({
    id: 'tls-is-not-enough-for-auth',
    clause: 'rfc4954.no-plaintext-without-tls',
    seam: 'auth.may-log-in',
    replace:
      () =>
      (_, { auth }) =>
        !auth.needsTls,
  }),
  saboteur({
    id: 'capabilities-lose-the-revision-at-login',
    clause: 'rfc3501.capability-answer',
    seam: 'imap.names-revision',
    replace:
      () =>
      ({ at }) =>
        at === 'notAuthenticated',
  }),
  saboteur({
    id: 'disabled-logins-are-not-told',
    clause: 'rfc3501.logindisabled',
    seam: 'imap.ways-in',
    replace: (waysIn) => (session) => waysIn(session).filter((word) => word !== 'LOGINDISABLED'),
  }),
  saboteur({
    id: 'disabled-logins-are-offered',
    clause: 'rfc3501.logindisabled',
    seam: 'imap.ways-in',
    replace: (waysIn) => (session) => [...waysIn(session), ...waysIn({ ...session, mayLogIn: true })],
  }),
  saboteur({
    id: 'logins-stay-disabled-within-tls',
    clause: 'rfc3501.logindisabled',
    seam: 'imap.ways-in',
    replace: (waysIn) => (session) => waysIn({ ...session, mayLogIn: false }),
  }),
  saboteur({
    id: 'next-uid-is-not-told',
    clause: 'rfc3501.select-data',
    seam: 'imap.tells',
    replace: () => (item) => item !== 'UIDNEXT',
  }),
  saboteur({
    id: 'permanent-flags-are-not-told',
    clause: 'rfc3501.select-data',
    seam: 'imap.tells',
    replace: () => (item) => item !== 'PERMANENTFLAGS',
  }),
  saboteur({
    id: 'examine-is-select',
    clause: 'rfc3501.examine-changes-nothing',
    seam: 'imap.opens-read-only',
    replace: () => () => false,
  }),
  saboteur({
    id: 'select-is-examine',
    clause: 'rfc3501.examine-changes-nothing',
    seam: 'imap.opens-read-only',
    replace: () => () => true,
  }),
  saboteur({
    id: 'marked-messages-are-listed',
    clause: 'rfc1939.dele-hides',
    seam: 'pop3.is-in-sight',
    replace: () => () => true,
  }),
  saboteur({
    id: 'listing-says-octets',
    clause: 'rfc1939.list-format',
    seam: 'pop3.scan-listing',
    replace: (scanListing) => (number, octets) => `${scanListing(number, octets)} octets`,
  }),
  saboteur({
    id: 'pop3-takes-any-password',
    clause: 'rfc1939.wrong-password-err',
    seam: 'login.accepts',
    replace: () => () => true,
  }),
  saboteur({
    id: 'verbs-have-capitals-only',
    clause: 'rfc5321.verbs-any-case',
    seam: 'command.verb-meant',
    replace: () => (sent) => sent,
  }),
  recipientWithoutMail('rfc5321.rcpt-needs-mail', 'rcpt-needs-no-mail'),
  recipientWithoutMail('rfc5321.rset-clears-transaction', 'rcpt-goes-on-after-rset'),
  saboteur({
    id: 'auth-within-a-transaction',
    clause: 'rfc4954.no-auth-in-transaction',
    seam: 'command.state',
    replace: () => (verb, state) => (verb === 'AUTH' && state.at !== 'connected' ? { at: 'greeted' } : state),
  }),
  saboteur({
    id: 'postmaster-needs-a-domain',
    clause: 'rfc5321.postmaster',
    seam: 'relay.is-local',
    replace: (isLocal) => (path, policy) => path.domain !== '' && isLocal(path, policy),
  }),
  anotherReply('rfc5321.quit-221', 'quit-is-answered-250', 'goodbye', 'ok'),
  anotherReply('rfc5321.relay-denied-550', 'relaying-is-denied-with-554', 'relayDenied', 'accessDenied'),
  anotherReply('rfc5321.unknown-recipient-550', 'unknown-recipient-is-554', 'userUnknown', 'accessDenied'),
  anotherReply('rfc4954.bad-credentials-535', 'wrong-credentials-are-504', 'authRefused', 'mechanismUnknown'),
  anotherReply('rfc4954.no-second-auth', 'second-auth-is-accepted', 'authTwice', 'authAccepted'),
]
