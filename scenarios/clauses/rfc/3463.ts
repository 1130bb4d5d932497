import { rfcTable } from './rfc-clause.ts'

/** RFC 3463: Enhanced status codes. */
export const rfc3463 = rfcTable(3463, [
  {
    id: 'rfc3463.class-agrees',
    section: '3.1',
    statement: 'The class of an enhanced status code MUST equal the first digit of the basic code.',
    level: 'must',
    impact: 'blocks-client',
  },
])
