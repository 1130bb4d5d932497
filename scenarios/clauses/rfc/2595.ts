import { rfcTable } from './rfc-clause.ts'

/** RFC 2595: TLS for POP3 and IMAP. */
export const rfc2595 = rfcTable(2595, [
  {
    id: 'rfc2595.cleartext-refusable',
    section: '2.3, 4',
    statement:
      'A POP3 server configured to refuse cleartext passwords MUST refuse USER, PASS and mechanisms that send passwords before TLS, and MUST accept them after.',
    level: 'must',
    impact: 'none',
  },
])
