import { rfcTable } from './rfc-clause.ts'

/** RFC 4954: AUTH of SMTP. */
export const rfc4954 = rfcTable(4954, [
  {
    id: 'rfc4954.no-plaintext-without-tls',
    section: '4, 9',
    statement:
      'A server configured to accept passwords within TLS only MUST NOT list or accept mechanisms that send them before TLS, and MUST accept them after.',
    level: 'must',
    impact: 'blocks-client',
  },
  {
    id: 'rfc4954.auth-required-530',
    section: '6',
    statement: 'A command that needs authentication first SHOULD be answered 530.',
    level: 'should',
    impact: 'none',
  },
  {
    id: 'rfc4954.bad-credentials-535',
    section: '4, 6',
    statement: 'AUTH with wrong credentials SHOULD be answered 535.',
    level: 'should',
    impact: 'blocks-client',
  },
  {
    id: 'rfc4954.no-auth-in-transaction',
    section: '4',
    statement: 'AUTH during a mail transaction MUST be answered 503.',
    level: 'must',
    impact: 'none',
  },
  {
    id: 'rfc4954.no-second-auth',
    section: '4',
    statement: 'AUTH after a successful AUTH in the same session MUST be answered 503.',
    level: 'must',
    impact: 'none',
  },
  {
    id: 'rfc4954.cancelled-501',
    section: '4',
    statement: 'An exchange that the client cancels with a single asterisk MUST be answered 501.',
    level: 'must',
    impact: 'blocks-client',
  },
])
