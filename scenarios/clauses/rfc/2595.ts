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
  {
    id: 'rfc2595.stls-not-under-tls',
    section: '4',
    statement: 'Within TLS, STLS MUST NOT be listed, and is refused.',
    level: 'must',
    impact: 'none',
  },
  {
    id: 'rfc2595.stls-no-login',
    section: '4',
    statement: 'TLS alone MUST NOT log in, and STLS MUST be refused after the login.',
    level: 'must',
    impact: 'none',
  },
  {
    id: 'rfc2595.stls-injection',
    section: '4',
    statement: 'What was sent in the clear behind STLS MUST NOT be answered within TLS.',
    level: 'must',
    impact: 'none',
  },
])
