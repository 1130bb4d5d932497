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
]
