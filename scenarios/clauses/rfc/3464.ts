import { rfcTable } from './rfc-clause.ts'

/** RFC 3464: Delivery reports. */
export const rfc3464 = rfcTable(3464, [
  {
    id: 'rfc3464.names-recipients',
    section: '2, 2.3',
    statement:
      'A failure report MUST be a multipart/report of type delivery-status that names the failed recipients and no others.',
    level: 'must',
    impact: 'none',
  },
])
