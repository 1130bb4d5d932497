import type { Level } from './clause.ts'

/** One rule of protocol conduct, from an RFC. It holds under every product and stands apart from the manuals. */
export interface RfcClause {
  readonly id: `rfc${number}.${string}`
  readonly rfc: number
  readonly section: string
  readonly statement: string
  readonly level: Level
}

/** The rules of SMTP, submission, AUTH and POP3 that the scenarios about conduct rest on. */
export const rfcClauses = [
  {
    id: 'rfc5321.helo-first',
    rfc: 5321,
    section: '4.1.1.1, 4.1.4',
    statement: 'MAIL sent before EHLO or HELO SHOULD be answered 503, and the session continues.',
    level: 'should',
  },
  {
    id: 'rfc5321.rcpt-needs-mail',
    rfc: 5321,
    section: '3.3',
    statement: 'RCPT without a MAIL before it MUST be answered 503.',
    level: 'must',
  },
  {
    id: 'rfc5321.data-needs-recipient',
    rfc: 5321,
    section: '3.3',
    statement: 'DATA without an accepted recipient MAY be refused at once, with 503 or 554 instead of 354.',
    level: 'may',
  },
  {
    id: 'rfc5321.relay-denied-550',
    rfc: 5321,
    section: '3.6.2',
    statement:
      'A server that will not relay to an address for reasons of policy SHOULD answer RCPT with 550.',
    level: 'should',
  },
  {
    id: 'rfc5321.unknown-recipient-550',
    rfc: 5321,
    section: '3.3',
    statement: 'A recipient known not to be deliverable in a local domain SHOULD be answered 550 at RCPT.',
    level: 'should',
  },
  {
    id: 'rfc5321.null-reverse-path',
    rfc: 5321,
    section: '4.5.5',
    statement:
      'Delivery reports travel with the null reverse-path, so MAIL FROM:<> MUST be accepted for local recipients.',
    level: 'must',
  },
  {
    id: 'rfc5321.postmaster',
    rfc: 5321,
    section: '4.5.1',
    statement: 'Mail for postmaster, in any letter case, MUST be accepted for the domains a server serves.',
    level: 'must',
  },
  {
    id: 'rfc5321.rset-clears-transaction',
    rfc: 5321,
    section: '4.1.1.5',
    statement: 'RSET MUST be answered 250, forget reverse-path and recipients, and leave the session open.',
    level: 'must',
  },
  {
    id: 'rfc5321.verbs-any-case',
    rfc: 5321,
    section: '2.4',
    statement: 'Command verbs MUST be understood in upper, lower and mixed case.',
    level: 'must',
  },
  {
    id: 'rfc5321.end-of-data-needs-crlf',
    rfc: 5321,
    section: '4.1.1.4',
    statement: 'Only CRLF, a dot and CRLF end the data; a dot between bare line feeds MUST NOT end it.',
    level: 'must',
  },
  {
    id: 'rfc5321.dot-unstuffed',
    rfc: 5321,
    section: '4.5.2',
    statement: 'The server MUST remove the first dot of a data line that contains more than the dot.',
    level: 'must',
  },
  {
    id: 'rfc5321.received-field',
    rfc: 5321,
    section: '4.4',
    statement: 'A server that accepts a message MUST add a Received field of its own at the top.',
    level: 'must',
  },
  {
    id: 'rfc5321.received-untouched',
    rfc: 5321,
    section: '4.4',
    statement: 'The Received fields of a message MUST stay unchanged: all of them, in their order.',
    level: 'must',
  },
  {
    id: 'rfc5321.return-path',
    rfc: 5321,
    section: '4.4',
    statement:
      'Final delivery MUST add a Return-Path field with the reverse-path at the top of the message, <> for the null reverse-path.',
    level: 'must',
  },
  {
    id: 'rfc5321.characters-kept',
    rfc: 5321,
    section: '4.5.2',
    statement:
      'Every character of a text MUST reach the mailbox: control characters, blanks at line ends, empty lines at the end.',
    level: 'must',
  },
  {
    id: 'rfc5321.text-line-1000',
    rfc: 5321,
    section: '4.5.3.1.6',
    statement:
      'A text line of 1000 octets, its CRLF counted and a doubled dot not, MUST be accepted and delivered unchanged.',
    level: 'must',
  },
  {
    id: 'rfc5321.relay-leaves-content',
    rfc: 5321,
    section: '2.3.10, 3.6.3, 6.4',
    statement:
      'A server that only relays MUST pass on header and text unchanged, with its own Received field above them.',
    level: 'must',
  },
  {
    id: 'rfc5321.dot-stuffed-outbound',
    rfc: 5321,
    section: '4.5.2',
    statement: 'A server that passes a message on MUST double a dot at the beginning of a line.',
    level: 'must',
  },
  {
    id: 'rfc5321.nxdomain-fails-at-once',
    rfc: 5321,
    section: '5.1, 6.1',
    statement:
      'Mail for a domain that does not exist MUST be reported to its sender as failed, once it has been accepted.',
    level: 'must',
  },
  {
    id: 'rfc3464.names-recipients',
    rfc: 3464,
    section: '2, 2.3',
    statement:
      'A failure report MUST be a multipart/report of type delivery-status that names the failed recipients and no others.',
    level: 'must',
  },
  {
    id: 'rfc5321.retry-after-4yz',
    rfc: 5321,
    section: '4.2.5, 4.5.4.1',
    statement: 'After a 4yz reply of the next server a message MUST stay queued and be tried again later.',
    level: 'must',
  },
  {
    id: 'rfc5321.bounce-on-5yz',
    rfc: 5321,
    section: '3.6.3, 4.2.1, 6.1',
    statement:
      'When the next server refuses with 5yz what was taken, its sender MUST be told; the same attempt SHOULD NOT be made again.',
    level: 'must',
  },
  {
    id: 'rfc5321.partial-failure-bounced',
    rfc: 5321,
    section: '4.4',
    statement:
      'When the next server refuses some recipients of a message, the others MUST get it once, and the report be about the refused ones.',
    level: 'must',
  },
  {
    id: 'rfc5321.quit-221',
    rfc: 5321,
    section: '4.1.1.10',
    statement: 'QUIT MUST be answered 221, after which the server closes the connection.',
    level: 'must',
  },
  {
    id: 'rfc3207.begins-anew',
    rfc: 3207,
    section: '4.2',
    statement:
      'After a STARTTLS answered 220 and the handshake, the server MUST forget what the client said before, and MUST NOT offer STARTTLS again.',
    level: 'must',
  },
  {
    id: 'rfc3463.class-agrees',
    rfc: 3463,
    section: '3.1',
    statement: 'The class of an enhanced status code MUST equal the first digit of the basic code.',
    level: 'must',
  },
  {
    id: 'rfc4954.no-plaintext-without-tls',
    rfc: 4954,
    section: '4, 9',
    statement:
      'A server configured to accept passwords within TLS only MUST NOT list or accept mechanisms that send them before TLS, and MUST accept them after.',
    level: 'must',
  },
  {
    id: 'rfc4954.auth-required-530',
    rfc: 4954,
    section: '6',
    statement: 'A command that needs authentication first SHOULD be answered 530.',
    level: 'should',
  },
  {
    id: 'rfc4954.bad-credentials-535',
    rfc: 4954,
    section: '4, 6',
    statement: 'AUTH with wrong credentials SHOULD be answered 535.',
    level: 'should',
  },
  {
    id: 'rfc4954.no-auth-in-transaction',
    rfc: 4954,
    section: '4',
    statement: 'AUTH during a mail transaction MUST be answered 503.',
    level: 'must',
  },
  {
    id: 'rfc4954.no-second-auth',
    rfc: 4954,
    section: '4',
    statement: 'AUTH after a successful AUTH in the same session MUST be answered 503.',
    level: 'must',
  },
  {
    id: 'rfc4954.cancelled-501',
    rfc: 4954,
    section: '4',
    statement: 'An exchange that the client cancels with a single asterisk MUST be answered 501.',
    level: 'must',
  },
  {
    id: 'rfc1939.wrong-password-err',
    rfc: 1939,
    section: '7',
    statement: 'PASS with a wrong password MUST be answered -ERR and open no maildrop.',
    level: 'must',
  },
  {
    id: 'rfc1870.declared-too-big-552',
    rfc: 1870,
    section: '6.1, 7',
    statement:
      'A declared size above the limit MUST be answered 552 at MAIL, and begins no mail transaction.',
    level: 'must',
  },
  {
    id: 'rfc1870.actual-too-big-552',
    rfc: 1870,
    section: '4, 6.3',
    statement: 'A message above the limit MUST be read to its end and then answered 552, declared or not.',
    level: 'must',
  },
  {
    id: 'rfc1870.limit-is-exact',
    rfc: 1870,
    section: '4, 5, 6.3',
    statement:
      'A message of exactly the limit, counted without doubled dots and the final dot, SHOULD be accepted.',
    level: 'should',
  },
  {
    id: 'rfc1939.wrong-state-err',
    rfc: 1939,
    section: '3',
    statement: 'A command sent in a state it does not belong to, or unknown, MUST be answered -ERR.',
    level: 'must',
  },
  {
    id: 'rfc1939.dele-hides',
    rfc: 1939,
    section: '5',
    statement:
      'A message marked by DELE MUST be left out of LIST and UIDL, and commands that name it MUST be refused, until RSET; the others keep their numbers.',
    level: 'must',
  },
  {
    id: 'rfc1939.list-format',
    rfc: 1939,
    section: '5',
    statement: 'Each line of LIST MUST be the number of a message, one space and its size.',
    level: 'must',
  },
  {
    id: 'rfc2595.cleartext-refusable',
    rfc: 2595,
    section: '2.3, 4',
    statement:
      'A POP3 server configured to refuse cleartext passwords MUST refuse USER, PASS and mechanisms that send passwords before TLS, and MUST accept them after.',
    level: 'must',
  },
  {
    id: 'rfc3501.plaintext-refusable',
    rfc: 3501,
    section: '6.2.3, 11.2',
    statement:
      'An IMAP server configured to refuse cleartext passwords MUST refuse LOGIN and mechanisms that send passwords before TLS, and MUST accept them after.',
    level: 'must',
  },
  {
    id: 'rfc3501.capability-answer',
    rfc: 3501,
    section: '6.1.1, 7.2.1',
    statement:
      'CAPABILITY MUST be answered in every state with one list that includes IMAP4rev1 or IMAP4rev2, and OK.',
    level: 'must',
  },
  {
    id: 'rfc3501.logindisabled',
    rfc: 3501,
    section: '6.2.3, 7.2.1',
    statement:
      'An IMAP server that refuses cleartext passwords MUST list LOGINDISABLED, and no mechanism that sends a password, until TLS has begun.',
    level: 'must',
  },
  {
    id: 'rfc3501.select-data',
    rfc: 3501,
    section: '6.3.1, 6.3.2',
    statement:
      'SELECT and EXAMINE MUST report FLAGS, EXISTS, RECENT, UIDVALIDITY, UIDNEXT and PERMANENTFLAGS before their OK.',
    level: 'must',
  },
  {
    id: 'rfc3501.examine-changes-nothing',
    rfc: 3501,
    section: '6.3.2',
    statement:
      'A mailbox opened with EXAMINE MUST be reported as READ-ONLY, and reading a message in it MUST NOT mark it as seen.',
    level: 'must',
  },
  {
    id: 'rfc8314.denied-cleartext-tells-nothing',
    rfc: 8314,
    section: '4.1',
    statement: 'The refusal of a login for lack of TLS MUST NOT reveal whether the credentials were right.',
    level: 'must',
  },
  {
    id: 'rfc2449.capa',
    rfc: 2449,
    section: '5',
    statement: 'CAPA SHOULD list the capabilities, before the login as well as after it.',
    level: 'should',
  },
] as const satisfies readonly RfcClause[]
