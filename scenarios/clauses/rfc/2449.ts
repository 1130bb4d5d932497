import { rfcTable } from './rfc-clause.ts'

/** RFC 2449: The extension mechanism of POP3. */
export const rfc2449 = rfcTable(2449, [
  {
    id: 'rfc2449.capa',
    section: '5',
    statement: 'CAPA SHOULD list the capabilities, before the login as well as after it.',
    level: 'should',
    impact: 'none',
  },
  {
    id: 'rfc2449.announced-in-both-states',
    section: '5',
    statement: 'What CAPA lists before the login MUST be listed after it too, but for STLS.',
    level: 'must',
    impact: 'none',
  },
  {
    id: 'rfc2449.capa-lines',
    section: '3, 5',
    statement:
      'A line of CAPA MUST consist of printable words with single blanks between, 512 octets at most.',
    level: 'must',
    impact: 'none',
  },
  {
    id: 'rfc2449.announced-works',
    section: '6',
    statement:
      'The commands of the capabilities that are listed MUST be there, and STLS MUST NOT be there unlisted.',
    level: 'must',
    impact: 'one-message',
  },
  {
    id: 'rfc2449.command-255',
    section: '4',
    statement: 'Commands of 255 octets, CRLF counted, MUST be read.',
    level: 'must',
    impact: 'blocks-client',
  },
  {
    id: 'rfc2449.first-line-512',
    section: '4',
    statement: 'The first line of an answer MUST NOT have more than 512 octets, CRLF counted.',
    level: 'must',
    impact: 'blocks-client',
  },
  {
    id: 'rfc2449.pipelining',
    section: '6.6',
    statement: 'Commands sent at once MUST be carried out one after the other and answered in that order.',
    level: 'must',
    impact: 'one-message',
  },
  {
    id: 'rfc2449.resp-codes',
    section: '6.4, 8',
    statement:
      'Where RESP-CODES is listed, a text that begins with a bracket MUST begin with a response code.',
    level: 'must',
    impact: 'blocks-client',
  },
  {
    id: 'rfc2449.in-use',
    section: '8.1.2',
    statement: 'A login refused since another session has the maildrop SHOULD have the code IN-USE.',
    level: 'should',
    impact: 'blocks-client',
  },
])
