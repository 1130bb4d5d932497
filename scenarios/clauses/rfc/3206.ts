import { rfcTable } from './rfc-clause.ts'

/** RFC 3206: Response codes of POP3 for failed logins. */
export const rfc3206 = rfcTable(3206, [
  {
    id: 'rfc3206.auth-code',
    section: '6',
    statement: 'Where AUTH-RESP-CODE is listed, a login refused for its credentials MUST have the code AUTH.',
    level: 'must',
    impact: 'blocks-client',
  },
  {
    id: 'rfc3206.auth-code-only-for-credentials',
    section: '5, 6',
    statement: 'The code AUTH SHOULD NOT be given where credentials are not at fault.',
    level: 'should',
    impact: 'blocks-client',
  },
])
