import { rfcTable } from './rfc-clause.ts'

/** RFC 3207: STARTTLS of SMTP. */
export const rfc3207 = rfcTable(3207, [
  {
    id: 'rfc3207.begins-anew',
    section: '4.2',
    statement:
      'After a STARTTLS answered 220 and the handshake, the server MUST forget what the client said before, and MUST NOT offer STARTTLS again.',
    level: 'must',
    impact: 'none',
  },
])
