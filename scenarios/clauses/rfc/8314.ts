import { rfcTable } from './rfc-clause.ts'

/** RFC 8314: TLS for mail access and submission. */
export const rfc8314 = rfcTable(8314, [
  {
    id: 'rfc8314.denied-cleartext-tells-nothing',
    section: '4.1',
    statement: 'The refusal of a login for lack of TLS MUST NOT reveal whether the credentials were right.',
    level: 'must',
    impact: 'none',
  },
  {
    id: 'rfc8314.implicit-tls-at-once',
    section: '3.3',
    statement:
      'On the port for submissions over TLS the greeting MUST come within TLS, and STARTTLS is not listed.',
    level: 'must',
    impact: 'none',
  },
  {
    id: 'rfc8314.pop3s-tls-first',
    section: '3.1',
    statement:
      'On the port for POP3 over TLS the greeting MUST come within TLS, and the client has yet to log in.',
    level: 'must',
    impact: 'none',
  },
])
