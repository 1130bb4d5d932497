import { rfcTable } from './rfc-clause.ts'

/** RFC 1939: POP3. */
export const rfc1939 = rfcTable(1939, [
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
