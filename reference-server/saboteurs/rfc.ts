import { saboteur, type Saboteur } from './saboteur.ts'

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
]
