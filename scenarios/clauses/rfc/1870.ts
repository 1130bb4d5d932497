import { rfcTable } from './rfc-clause.ts'

/** RFC 1870: The SIZE extension. */
export const rfc1870 = rfcTable(1870, [
  {
    id: 'rfc1870.declared-too-big-552',
    section: '6.1, 7',
    statement:
      'A declared size above the limit MUST be answered 552 at MAIL, and begins no mail transaction.',
    level: 'must',
    impact: 'none',
  },
  {
    id: 'rfc1870.actual-too-big-552',
    section: '4, 6.3',
    statement: 'A message above the limit MUST be read to its end and then answered 552, declared or not.',
    level: 'must',
    impact: 'many-messages',
  },
  {
    id: 'rfc1870.limit-is-exact',
    section: '4, 5, 6.3',
    statement:
      'A message of exactly the limit, counted without doubled dots and the final dot, SHOULD be accepted.',
    level: 'should',
    impact: 'many-messages',
  },
])
