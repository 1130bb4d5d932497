import { rfcTable } from './rfc-clause.ts'

/** RFC 2920: pipelining. */
export const rfc2920 = rfcTable(2920, [
  {
    id: 'rfc2920.replies-in-order',
    section: '3.2',
    statement:
      'Commands sent in one packet MUST get one reply each, in their order, the good and the bad ones.',
    level: 'must',
    impact: 'none',
    needs: ['PIPELINING'],
  },
  {
    id: 'rfc2920.nothing-lost-after-error',
    section: '3.2',
    statement:
      'An error in the middle of a group MUST NOT make the server throw away what it has already received.',
    level: 'must',
    impact: 'none',
    needs: ['PIPELINING'],
  },
  {
    id: 'rfc2920.data-iff-valid-recipient',
    section: '3.2',
    statement: 'DATA in a group SHOULD be answered 354 exactly when a recipient before it was accepted.',
    level: 'should',
    impact: 'one-message',
    needs: ['PIPELINING'],
  },
  {
    id: 'rfc2920.next-message-in-same-packet',
    section: '3.1',
    statement: 'Commands MUST be taken from the same packet as the end of a message.',
    level: 'must',
    impact: 'one-message',
    needs: ['PIPELINING'],
  },
])
