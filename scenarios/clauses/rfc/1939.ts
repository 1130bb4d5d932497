import { rfcTable } from './rfc-clause.ts'

/** RFC 1939: POP3. */
export const rfc1939 = rfcTable(1939, [
  {
    id: 'rfc1939.greeting',
    section: '4',
    statement: 'A client that connects MUST be greeted with one positive line before it says anything.',
    level: 'must',
    impact: 'none',
  },
  {
    id: 'rfc1939.status-upper-case',
    section: '3',
    statement: 'Every answer MUST begin with +OK or -ERR, in capitals.',
    level: 'must',
    impact: 'none',
  },
  {
    id: 'rfc1939.lines-end-crlf',
    section: '3',
    statement: 'Every line of every answer MUST end with CRLF, and neither octet stands alone.',
    level: 'must',
    impact: 'one-message',
  },
  {
    id: 'rfc1939.keyword-any-case',
    section: '3',
    statement: 'Commands MUST be understood in any letter case.',
    level: 'must',
    impact: 'none',
  },
  {
    id: 'rfc1939.empty-line-err',
    section: '3',
    statement: 'An empty line MUST be answered -ERR, and the session continues.',
    level: 'must',
    impact: 'none',
  },
  {
    id: 'rfc1939.bad-number-err',
    section: '5',
    statement: 'A number that names no message, or none at all where one is due, MUST be answered -ERR.',
    level: 'must',
    impact: 'one-message',
  },
  {
    id: 'rfc1939.one-line-one-answer',
    section: '3',
    statement: 'A line of any length MUST get one answer at most, and no part of it is another command.',
    level: 'must',
    impact: 'none',
  },
  {
    id: 'rfc1939.commands-in-pieces',
    section: '3',
    statement: 'A command MUST be complete at its CRLF and not before, however its octets arrive.',
    level: 'must',
    impact: 'none',
  },
  {
    id: 'rfc1939.wrong-password-err',
    section: '7',
    statement: 'PASS with a wrong password MUST be answered -ERR and open no maildrop.',
    level: 'must',
    impact: 'blocks-client',
  },
  {
    id: 'rfc1939.wrong-state-err',
    section: '3',
    statement: 'A command sent in a state it does not belong to, or unknown, MUST be answered -ERR.',
    level: 'must',
    impact: 'none',
  },
  {
    id: 'rfc1939.dele-hides',
    section: '5',
    statement:
      'A message marked by DELE MUST be left out of LIST and UIDL, and commands that name it MUST be refused, until RSET; the others keep their numbers.',
    level: 'must',
    impact: 'none',
  },
  {
    id: 'rfc1939.list-format',
    section: '5',
    statement: 'Each line of LIST MUST be the number of a message, one space and its size.',
    level: 'must',
    impact: 'none',
  },
])
