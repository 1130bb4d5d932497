import { rfcTable } from './rfc-clause.ts'

/** RFC 5321: SMTP. */
export const rfc5321 = rfcTable(5321, [
  {
    id: 'rfc5321.helo-first',
    section: '4.1.1.1, 4.1.4',
    statement: 'MAIL sent before EHLO or HELO SHOULD be answered 503, and the session continues.',
    level: 'should',
    impact: 'none',
  },
  {
    id: 'rfc5321.rcpt-needs-mail',
    section: '3.3',
    statement: 'RCPT without a MAIL before it MUST be answered 503.',
    level: 'must',
    impact: 'none',
  },
  {
    id: 'rfc5321.data-needs-recipient',
    section: '3.3',
    statement: 'DATA without an accepted recipient MAY be refused at once, with 503 or 554 instead of 354.',
    level: 'may',
    impact: 'none',
  },
  {
    id: 'rfc5321.relay-denied-550',
    section: '3.6.2',
    statement:
      'A server that will not relay to an address for reasons of policy SHOULD answer RCPT with 550.',
    level: 'should',
    impact: 'none',
  },
  {
    id: 'rfc5321.unknown-recipient-550',
    section: '3.3',
    statement: 'A recipient known not to be deliverable in a local domain SHOULD be answered 550 at RCPT.',
    level: 'should',
    impact: 'none',
  },
  {
    id: 'rfc5321.null-reverse-path',
    section: '4.5.5',
    statement:
      'Delivery reports travel with the null reverse-path, so MAIL FROM:<> MUST be accepted for local recipients.',
    level: 'must',
    impact: 'one-message',
  },
  {
    id: 'rfc5321.postmaster',
    section: '4.5.1',
    statement: 'Mail for postmaster, in any letter case, MUST be accepted for the domains a server serves.',
    level: 'must',
    impact: 'none',
  },
  {
    id: 'rfc5321.rset-clears-transaction',
    section: '4.1.1.5',
    statement: 'RSET MUST be answered 250, forget reverse-path and recipients, and leave the session open.',
    level: 'must',
    impact: 'one-message',
  },
  {
    id: 'rfc5321.verbs-any-case',
    section: '2.4',
    statement: 'Command verbs MUST be understood in upper, lower and mixed case.',
    level: 'must',
    impact: 'none',
  },
  {
    id: 'rfc5321.end-of-data-needs-crlf',
    section: '4.1.1.4',
    statement: 'Only CRLF, a dot and CRLF end the data; a dot between bare line feeds MUST NOT end it.',
    level: 'must',
    impact: 'one-message',
  },
  {
    id: 'rfc5321.dot-unstuffed',
    section: '4.5.2',
    statement: 'The server MUST remove the first dot of a data line that contains more than the dot.',
    level: 'must',
    impact: 'one-message',
  },
  {
    id: 'rfc5321.received-field',
    section: '4.4',
    statement: 'A server that accepts a message MUST add a Received field of its own at the top.',
    level: 'must',
    impact: 'one-message',
  },
  {
    id: 'rfc5321.received-untouched',
    section: '4.4',
    statement: 'The Received fields of a message MUST stay unchanged: all of them, in their order.',
    level: 'must',
    impact: 'one-message',
  },
  {
    id: 'rfc5321.return-path',
    section: '4.4',
    statement:
      'Final delivery MUST add a Return-Path field with the reverse-path at the top of the message, <> for the null reverse-path.',
    level: 'must',
    impact: 'one-message',
  },
  {
    id: 'rfc5321.characters-kept',
    section: '4.5.2',
    statement:
      'Every character of a text MUST reach the mailbox: control characters, blanks at line ends, empty lines at the end.',
    level: 'must',
    impact: 'one-message',
  },
  {
    id: 'rfc5321.text-line-1000',
    section: '4.5.3.1.6',
    statement:
      'A text line of 1000 octets, its CRLF counted and a doubled dot not, MUST be accepted and delivered unchanged.',
    level: 'must',
    impact: 'one-message',
  },
  {
    id: 'rfc5321.relay-leaves-content',
    section: '2.3.10, 3.6.3, 6.4',
    statement:
      'A server that only relays MUST pass on header and text unchanged, with its own Received field above them.',
    level: 'must',
    impact: 'one-message',
  },
  {
    id: 'rfc5321.dot-stuffed-outbound',
    section: '4.5.2',
    statement: 'A server that passes a message on MUST double a dot at the beginning of a line.',
    level: 'must',
    impact: 'one-message',
  },
  {
    id: 'rfc5321.nxdomain-fails-at-once',
    section: '5.1, 6.1',
    statement:
      'Mail for a domain that does not exist MUST be reported to its sender as failed, once it has been accepted.',
    level: 'must',
    impact: 'one-message',
  },
  {
    id: 'rfc5321.retry-after-4yz',
    section: '4.2.5, 4.5.4.1',
    statement: 'After a 4yz reply of the next server a message MUST stay queued and be tried again later.',
    level: 'must',
    impact: 'slow',
  },
  {
    id: 'rfc5321.bounce-on-5yz',
    section: '3.6.3, 4.2.1, 6.1',
    statement:
      'When the next server refuses with 5yz what was taken, its sender MUST be told; the same attempt SHOULD NOT be made again.',
    level: 'must',
    impact: 'many-messages',
  },
  {
    id: 'rfc5321.partial-failure-bounced',
    section: '4.4',
    statement:
      'When the next server refuses some recipients of a message, the others MUST get it once, and the report be about the refused ones.',
    level: 'must',
    impact: 'slow',
  },
  {
    id: 'rfc5321.quit-221',
    section: '4.1.1.10',
    statement: 'QUIT MUST be answered 221, after which the server closes the connection.',
    level: 'must',
    impact: 'none',
  },
])
