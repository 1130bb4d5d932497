import { rfcTable } from './rfc-clause.ts'

/** RFC 5321: SMTP. A table in one piece, however long: a rule is looked up in it. */
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
  {
    id: 'rfc5321.greeting-names-server',
    section: '4.2, 4.3.1',
    statement:
      'The first word after 220 in the greeting MUST name the server, by a domain or an address literal.',
    level: 'must',
    impact: 'none',
  },
  {
    id: 'rfc5321.ehlo-reply-form',
    section: '4.1.1.1',
    statement:
      'The EHLO reply MUST have the server name in its first line and after it one keyword a line, of letters, digits and hyphens, with parameters behind single spaces.',
    level: 'must',
    impact: 'none',
  },
  {
    id: 'rfc5321.ehlo-registered-keywords',
    section: '2.2.2',
    statement: 'Every keyword in the EHLO reply that does not begin with X MUST be one registered with IANA.',
    level: 'must',
    impact: 'none',
  },
  {
    id: 'rfc5321.listed-means-implemented',
    section: '4.2.4',
    statement: 'Nothing that EHLO lists MUST be answered with 500 or 502 when it is used.',
    level: 'must',
    impact: 'none',
  },
  {
    id: 'rfc5321.helo-plain-reply',
    section: '2.2.1, 3.2, 4.1.1.1',
    statement:
      'HELO MUST be served, with a plain reply that lists no extensions, and open a session that can send mail.',
    level: 'must',
    impact: 'none',
  },
  {
    id: 'rfc5321.ehlo-again-resets',
    section: '4.1.1.1, 4.1.4',
    statement: 'A later EHLO or HELO MUST clear an open transaction exactly as RSET does.',
    level: 'must',
    impact: 'none',
  },
  {
    id: 'rfc5321.bad-ehlo-keeps-state',
    section: '4.1.4',
    statement: 'An EHLO that is refused MUST leave the session and its open transaction as they were.',
    level: 'must',
    impact: 'none',
  },
  {
    id: 'rfc5321.ehlo-literal-accepted',
    section: '4.1.1.1, 4.1.3',
    statement: 'EHLO MUST take an address literal, IPv4 or IPv6, in place of a name.',
    level: 'must',
    impact: 'none',
  },
  {
    id: 'rfc5321.unknown-command-keeps-session',
    section: '3.8, 4.2.4',
    statement:
      'A command that the server does not know MUST NOT end the session: it is refused, by recommendation with 500, and the next one is served.',
    level: 'must',
    impact: 'blocks-client',
  },
  {
    id: 'rfc5321.parameters-any-case',
    section: '2.4, 4.1.1.1',
    statement: 'FROM: and TO:, names of parameters and keyword values MUST be understood in any letter case.',
    level: 'must',
    impact: 'none',
  },
  {
    id: 'rfc5321.trailing-space-tolerated',
    section: '4.1.1',
    statement:
      'White space before the <CRLF> of a command SHOULD be tolerated, also by commands that have no argument.',
    level: 'should',
    impact: 'one-message',
  },
  {
    id: 'rfc5321.neutral-commands',
    section: '4.1.1.6, 4.1.1.7, 4.1.1.8, 4.1.1.9',
    statement: 'NOOP, HELP, VRFY and EXPN MUST leave an open transaction as it is, and NOOP is answered 250.',
    level: 'must',
    impact: 'one-message',
  },
  {
    id: 'rfc5321.rset-keeps-session',
    section: '4.1.1.5',
    statement:
      'RSET MUST end the transaction and nothing else: neither the greeting nor the login has to be repeated.',
    level: 'must',
    impact: 'none',
    needs: ['AUTH'],
  },
  {
    id: 'rfc5321.one-reply-per-command',
    section: '4.2',
    statement: 'Each command line MUST get one reply and only one, whatever is in it.',
    level: 'must',
    impact: 'blocks-client',
  },
  {
    id: 'rfc5321.command-line-512',
    section: '4.3.2, 4.5.3.1.4',
    statement: 'A command line of 512 octets, its <CRLF> counted, MUST NOT be too long.',
    level: 'must',
    impact: 'none',
  },
  {
    id: 'rfc5321.command-too-long',
    section: '2.4, 4.2.2, 4.5.3.1.9',
    statement:
      'A command line beyond the limit of the server MUST be refused as one command: no part of it is read as another.',
    level: 'must',
    impact: 'blocks-client',
  },
  {
    id: 'rfc5321.nested-mail',
    section: '4.1.1.2, 4.1.4',
    statement:
      'A MAIL within an open transaction MUST either be refused with 503, leaving that transaction alone, or begin a new one without any earlier recipient.',
    level: 'must',
    impact: 'one-message',
  },
  {
    id: 'rfc5321.refused-keeps-state',
    section: '4.1.4',
    statement:
      'After a command that is refused for its argument, or with 503 for its place, the session MUST stand where it stood.',
    level: 'must',
    impact: 'one-message',
  },
  {
    id: 'rfc5321.unknown-parameter-555',
    section: '4.1.1.11',
    statement: 'A MAIL or RCPT parameter that the server does not know MUST be refused, with 555.',
    level: 'must',
    impact: 'none',
  },
  {
    id: 'rfc5321.bare-lf-ends-no-command',
    section: '2.3.8',
    statement: 'A lone <LF> or a lone <CR> MUST NOT end a command line.',
    level: 'must',
    impact: 'blocks-client',
  },
  {
    id: 'rfc5321.invalid-characters-refused',
    section: '2.4, 4.1.2',
    statement:
      'Control characters, and octets above 127 where no extension allows them, in the address of MAIL or RCPT MUST be refused, with 501.',
    level: 'must',
    impact: 'blocks-client',
  },
  {
    id: 'rfc5321.path-sizes',
    section: '4.5.3.1, 4.5.3.1.1, 4.5.3.1.2, 4.5.3.1.3',
    statement: 'A local part of 64 octets and a path of 256 MUST be received: their size is no error.',
    level: 'must',
    impact: 'none',
  },
  {
    id: 'rfc5321.recipients-100',
    section: '4.5.3.1.8',
    statement: 'A hundred recipients in one transaction MUST be accepted.',
    level: 'must',
    impact: 'none',
  },
  {
    id: 'rfc5321.end-of-data-lf-dot-crlf',
    section: '4.1.1.4',
    statement: '<LF>.<CRLF> MUST NOT end the data.',
    level: 'must',
    impact: 'one-message',
  },
  {
    id: 'rfc5321.end-of-data-crlf-dot-lf',
    section: '4.1.1.4',
    statement: '<CRLF>.<LF> MUST NOT end the data.',
    level: 'must',
    impact: 'one-message',
  },
  {
    id: 'rfc5321.end-of-data-bare-cr',
    section: '2.3.8, 4.1.1.4',
    statement: 'No dot next to a lone <CR> MUST end the data.',
    level: 'must',
    impact: 'many-messages',
  },
  {
    id: 'rfc5321.end-of-data-nul-or-space',
    section: '4.1.1.4, 4.5.2',
    statement: 'A line with anything beside its one dot MUST NOT end the data.',
    level: 'must',
    impact: 'many-messages',
  },
  {
    id: 'rfc5321.dot-in-mid-line',
    section: '4.5.2',
    statement:
      'Only the first octet of a line counts: a dot elsewhere MUST be neither dropped nor taken for the end, however long the line is.',
    level: 'must',
    impact: 'many-messages',
  },
  {
    id: 'rfc5321.partial-recipients',
    section: '3.3, 4.1.1.3',
    statement:
      'A refused recipient MUST NOT touch the others: the message goes to those accepted, in whatever order they came.',
    level: 'must',
    impact: 'one-message',
  },
  {
    id: 'rfc5321.refused-recipient-gets-nothing',
    section: '4.1.1.3',
    statement: 'A recipient whose RCPT was refused MUST NOT get the message.',
    level: 'must',
    impact: 'one-message',
  },
  {
    id: 'rfc5321.end-of-data-clears',
    section: '4.1.1.4',
    statement:
      'With the end of the data sender and recipients MUST be forgotten, whether the message was accepted or not.',
    level: 'must',
    impact: 'one-message',
  },
  {
    id: 'rfc5321.cut-in-data-not-delivered',
    section: '4.1.1.10',
    statement: 'A connection that ends within the data MUST cancel the transaction.',
    level: 'must',
    impact: 'none',
  },
  {
    id: 'rfc5321.sessions-apart',
    section: '2.3.6, 4.5.4.2',
    statement: 'Sessions that are open at the same time MUST NOT wait for each other or share their state.',
    level: 'must',
    impact: 'one-message',
  },
  {
    id: 'rfc5321.domain-any-case',
    section: '2.4',
    statement: 'The domain of an address MUST be compared without regard to letter case.',
    level: 'must',
    impact: 'one-message',
  },
  {
    id: 'rfc5321.quoted-equals-plain',
    section: '4.1.2',
    statement: 'All ways to quote a local part MUST be equal: "bob", "b\\ob" and bob are one mailbox.',
    level: 'must',
    impact: 'one-message',
  },
  {
    id: 'rfc5321.postmaster-without-domain',
    section: '2.3.5, 4.1.1.3, 4.5.1',
    statement: 'RCPT TO:<postmaster> without a domain, in any letter case, MUST be accepted.',
    level: 'must',
    impact: 'none',
  },
  {
    id: 'rfc5321.vrfy-supported',
    section: '3.5.2, 4.5.1',
    statement: 'VRFY MUST be served: its reply is neither 500 nor 502.',
    level: 'must',
    impact: 'none',
  },
  {
    id: 'rfc5321.vrfy-tells-nothing-is-252',
    section: '3.5.3, 7.3',
    statement: 'A VRFY that is switched off MUST say 252, not a code that reads as a verdict.',
    level: 'must',
    impact: 'none',
  },
  {
    id: 'rfc5321.vrfy-250-only-verified',
    section: '3.5.1, 3.5.2, 3.5.3',
    statement: 'VRFY and EXPN MUST answer 250 only for what they have verified, and then with the mailbox.',
    level: 'must',
    impact: 'blocks-client',
  },
  {
    id: 'rfc5321.no-relay-percent-bang',
    section: '3.6.2, 7.9',
    statement:
      'A client that is refused for FOREIGN SHOULD be refused for its detours too: carol%FOREIGN@LOCAL, FOREIGN!carol and their like.',
    level: 'should',
    impact: 'blocks-client',
  },
  {
    id: 'rfc5321.no-relay-quoted-at',
    section: '2.3.11, 3.6.2',
    statement:
      'An @ within quotes belongs to the local part and SHOULD NOT lead to FOREIGN: "carol@FOREIGN"@LOCAL is nobody, or somebody at LOCAL.',
    level: 'should',
    impact: 'blocks-client',
  },
  {
    id: 'rfc5321.no-relay-odd-domain',
    section: '3.6.2, 4.1.2',
    statement: 'Odd or malformed domains SHOULD be no way round the refusal to relay.',
    level: 'should',
    impact: 'blocks-client',
  },
  {
    id: 'rfc5321.no-relay-by-sender',
    section: '3.6.2, 7.1, 7.9',
    statement:
      'What a client says of itself SHOULD NOT give it the right to relay: no sender of LOCAL, no null sender, no EHLO name.',
    level: 'should',
    impact: 'none',
  },
  {
    id: 'rfc5321.source-route',
    section: '3.3, 3.6.1, 4.1.1.3, C',
    statement:
      'A source route in RCPT SHOULD be understood and left aside: the mailbox at its end decides, for delivery and for the right to relay.',
    level: 'should',
    impact: 'one-message',
  },
  {
    id: 'rfc5321.address-literal-syntax',
    section: '4.1.2, 4.1.3',
    statement:
      'A well-formed address literal SHOULD be read as an address, IPv4 or IPv6, and a malformed one refused as a syntax error.',
    level: 'should',
    impact: 'blocks-client',
  },
  {
    id: 'rfc5321.received-syntax',
    section: '4.4',
    statement:
      'The Received field of a server MUST have from, by, a semicolon and a date in this order, with a year of four digits and, by recommendation, a numeric zone.',
    level: 'must',
    impact: 'many-messages',
  },
  {
    id: 'rfc5321.received-shows-client',
    section: '4.4',
    statement:
      'The from clause SHOULD show both what the client said in EHLO and, as an address literal, the address it came from.',
    level: 'should',
    impact: 'one-message',
  },
  {
    id: 'rfc5321.received-for-one',
    section: '4.4, 7.2',
    statement:
      'A for clause MUST name one address alone, also with several recipients, and nothing in the header may list the others.',
    level: 'must',
    impact: 'one-message',
  },
  {
    id: 'rfc5321.hops-100-allowed',
    section: '6.3',
    statement: 'A server that counts Received fields SHOULD let at least a hundred pass.',
    level: 'should',
    impact: 'one-message',
  },
  {
    id: 'rfc5321.odd-trace-accepted',
    section: '3.3, 3.7.2',
    statement:
      'A message MUST NOT be refused for the form of its trace fields, nor for Resent fields that do not match in number.',
    level: 'must',
    impact: 'many-messages',
  },
  {
    id: 'rfc5321.defective-header-accepted',
    section: '3.3',
    statement: 'A message SHOULD NOT be refused for what seems wrong in its header or its MIME structure.',
    level: 'should',
    impact: 'many-messages',
  },
  {
    id: 'rfc5321.reply-printable',
    section: '4.2',
    statement:
      'The text of a reply MUST be printable ASCII, blanks and tabs: nothing raw of what the client sent comes back in it.',
    level: 'must',
    impact: 'none',
  },
  {
    id: 'rfc5321.ehlo-mismatch-not-refused',
    section: '4.1.4',
    statement:
      'A server MUST NOT refuse a message because the name in EHLO does not belong to the address of the client.',
    level: 'must',
    impact: 'one-message',
  },
  {
    id: 'rfc5321.segments-do-not-matter',
    section: '2.3.7, 4.1.1.4',
    statement:
      'How octets are spread over packets MUST change nothing: commands, text and the end of the data are found across them.',
    level: 'must',
    impact: 'one-message',
  },
  {
    id: 'rfc5321.quoted-sender-kept',
    section: '2.3.11, 4.1.2',
    statement:
      'A reverse-path whose local-part needs quotes MUST be accepted and passed on as the same address.',
    level: 'must',
    impact: 'one-message',
  },
  {
    id: 'rfc5321.end-of-data-after-lf-header',
    section: '4.1.1.4',
    statement:
      'That an earlier line of the message ended in LF alone MUST NOT make LF, dot, LF end the data.',
    level: 'must',
    impact: 'one-message',
  },
  {
    id: 'rfc5321.cut-after-reply-delivered-once',
    section: '4.1.1.10, 6.1',
    statement:
      'A message that was answered 250 at the end of its data MUST be delivered once, whatever the client does next.',
    level: 'must',
    impact: 'one-message',
  },
  {
    id: 'rfc5321.idle-5-minutes',
    section: '4.5.3.2.7',
    statement: 'While it waits for a command a server SHOULD keep the session for at least five minutes.',
    level: 'should',
    impact: 'slow',
  },
])
