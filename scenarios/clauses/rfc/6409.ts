import { rfcTable } from './rfc-clause.ts'

/** RFC 6409: Message submission. */
export const rfc6409 = rfcTable(6409, [
  {
    id: 'rfc6409.null-path-accepted',
    section: '3.2',
    statement: 'A null reverse-path MUST NOT be refused on submission for being null.',
    level: 'must',
    impact: 'one-message',
  },
  {
    id: 'rfc6409.no-etrn',
    section: '7',
    statement: 'A submission server MUST NOT list ETRN or ATRN.',
    level: 'must',
    impact: 'none',
  },
])
