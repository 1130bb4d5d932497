import { rfcTable } from './rfc-clause.ts'

/** RFC 4616: PLAIN of SASL. */
export const rfc4616 = rfcTable(4616, [
  {
    id: 'rfc4616.authzid-own-accepted',
    section: '2',
    statement: 'PLAIN MUST work without an authorization identity, and with the own name as one.',
    level: 'must',
    impact: 'blocks-client',
    needs: ['AUTH PLAIN'],
  },
  {
    id: 'rfc4616.authzid-foreign-refused',
    section: '2',
    statement:
      'Credentials that are right MUST NOT give a session for another authorization identity unless they are allowed that.',
    level: 'must',
    impact: 'blocks-client',
    needs: ['AUTH PLAIN'],
  },
  {
    id: 'rfc4616.empty-password-refused',
    section: '2, 3',
    statement: 'An empty password or an empty name is not a message of PLAIN and MUST NOT log anybody in.',
    level: 'must',
    impact: 'blocks-client',
    needs: ['AUTH PLAIN'],
  },
  {
    id: 'rfc4616.malformed-message-refused',
    section: '2',
    statement: 'A message of PLAIN with too few or too many NUL MUST be refused.',
    level: 'must',
    impact: 'blocks-client',
    needs: ['AUTH PLAIN'],
  },
  {
    id: 'rfc4616.long-credentials',
    section: '2',
    statement: 'Every part of the message MUST be taken up to 255 octets.',
    level: 'must',
    impact: 'blocks-client',
    needs: ['AUTH PLAIN'],
  },
])
