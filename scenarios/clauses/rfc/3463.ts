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
  {
    id: 'rfc3463.syntax',
    section: '2',
    statement:
      'A status code MUST have three numbers with dots between them: class 2, 4 or 5, subject and detail of one to three digits without leading zeros.',
    level: 'must',
    impact: 'blocks-client',
  },
  {
    id: 'rfc3463.meaning',
    section: '3.2, 3.8',
    statement:
      'The code SHOULD say what happened: 5.1.1 for an unknown user, 5.1.2 for a bad domain, 5.7.1 for relaying that is denied.',
    level: 'should',
    impact: 'none',
    needs: ['ENHANCEDSTATUSCODES'],
  },
])
