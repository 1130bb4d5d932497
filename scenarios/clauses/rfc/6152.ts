import { rfcTable } from './rfc-clause.ts'

/** RFC 6152: 8BITMIME. */
export const rfc6152 = rfcTable(6152, [
  {
    id: 'rfc6152.bits-preserved',
    section: '3',
    statement: 'A server that offers 8BITMIME MUST keep all bits of every octet of the message.',
    level: 'must',
    impact: 'one-message',
    needs: ['8BITMIME'],
  },
])
