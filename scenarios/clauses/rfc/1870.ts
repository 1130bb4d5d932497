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
  {
    id: 'rfc1870.twenty-digits',
    section: '3',
    statement: 'A size of up to twenty digits MUST be understood as the number it is.',
    level: 'must',
    impact: 'none',
    needs: ['SIZE'],
  },
  {
    id: 'rfc1870.size-is-not-the-end',
    section: '6, 6.3',
    statement: 'The declared size MUST NOT decide where the data end.',
    level: 'must',
    impact: 'one-message',
    needs: ['SIZE'],
  },
])
