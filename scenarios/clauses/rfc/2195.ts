import { rfcTable } from './rfc-clause.ts'

/** RFC 2195: CRAM-MD5. */
export const rfc2195 = rfcTable(2195, [
  {
    id: 'rfc2195.challenge-form',
    section: '2',
    statement:
      'The challenge MUST be a message identifier in angle brackets that names the host and does not come twice.',
    level: 'must',
    impact: 'blocks-client',
    needs: ['AUTH CRAM-MD5'],
  },
  {
    id: 'rfc2195.digest-checked',
    section: '2',
    statement:
      'Only the digest of this challenge under the secret of the user MUST be accepted, as 32 small hexadecimal digits.',
    level: 'must',
    impact: 'blocks-client',
    needs: ['AUTH CRAM-MD5'],
  },
])
