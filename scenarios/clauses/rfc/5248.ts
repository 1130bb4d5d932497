import { rfcTable } from './rfc-clause.ts'

/** RFC 5248: The registry of enhanced status codes. */
export const rfc5248 = rfcTable(5248, [
  {
    id: 'rfc5248.registered-codes',
    section: '2.4',
    statement: 'Enhanced status codes SHOULD be ones that are registered.',
    level: 'should',
    impact: 'none',
    needs: ['ENHANCEDSTATUSCODES'],
  },
])
