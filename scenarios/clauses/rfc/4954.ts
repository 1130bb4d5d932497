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
  {
    id: 'rfc4954.unknown-mechanism-504',
    section: '4',
    statement:
      'AUTH with a mechanism that the server does not have, or not now, MUST be answered 504 and start no exchange.',
    level: 'must',
    impact: 'blocks-client',
    needs: ['AUTH'],
  },
  {
    id: 'rfc4954.malformed-base64-501',
    section: '4',
    statement: 'A response that is not base64 MUST be answered 501.',
    level: 'must',
    impact: 'blocks-client',
    needs: ['AUTH PLAIN'],
  },
  {
    id: 'rfc4954.challenge-form',
    section: '4, 8',
    statement: 'A challenge MUST be 334, a space and base64 alone; an empty one is 334 and the space.',
    level: 'must',
    impact: 'blocks-client',
    needs: ['AUTH'],
  },
  {
    id: 'rfc4954.initial-response-both-ways',
    section: '4, 8',
    statement:
      'A mechanism that the client begins MUST work with the response on the AUTH line and without it, and its name in any case.',
    level: 'must',
    impact: 'blocks-client',
    needs: ['AUTH PLAIN'],
  },
  {
    id: 'rfc4954.failed-auth-changes-nothing',
    section: '4',
    statement:
      'A login that failed, was cancelled or broke off MUST give no rights, and leave the session able to log in.',
    level: 'must',
    impact: 'blocks-client',
    needs: ['AUTH PLAIN'],
  },
  {
    id: 'rfc4954.three-attempts',
    section: '9',
    statement: 'A server SHOULD NOT close a session before the third failed login.',
    level: 'should',
    impact: 'blocks-client',
    needs: ['AUTH PLAIN'],
  },
  {
    id: 'rfc4954.initial-response-to-server-first-501',
    section: '4',
    statement: 'An initial response for a mechanism that the server begins MUST be answered 501.',
    level: 'must',
    impact: 'blocks-client',
    needs: ['AUTH CRAM-MD5'],
  },
  {
    id: 'rfc4954.long-response',
    section: '4, 6',
    statement:
      'A response line MUST be taken whole, whatever the limit for commands: it gets one reply, and no part of it is a command.',
    level: 'must',
    impact: 'blocks-client',
    needs: ['AUTH PLAIN'],
  },
  {
    id: 'rfc4954.auth-param-accepted',
    section: '5',
    statement:
      'A server that lists AUTH MUST take the AUTH parameter of MAIL, also from a client that has not logged in.',
    level: 'must',
    impact: 'none',
    needs: ['AUTH'],
  },
  {
    id: 'rfc4954.esmtpa-in-received',
    section: '7',
    statement: 'After a login the Received field SHOULD say with ESMTPA, or ESMTPSA over TLS.',
    level: 'should',
    impact: 'one-message',
    needs: ['AUTH'],
  },
])
