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
  {
    id: 'rfc3207.starttls-no-parameter',
    section: '4',
    statement: 'STARTTLS with an argument MUST be answered 501 and start no handshake.',
    level: 'must',
    impact: 'none',
    needs: ['STARTTLS'],
  },
  {
    id: 'rfc3207.injected-commands-discarded',
    section: '4.2, 6',
    statement: 'Commands that came in the clear behind STARTTLS MUST NOT be served after the handshake.',
    level: 'must',
    impact: 'none',
    needs: ['STARTTLS'],
  },
  {
    id: 'rfc3207.transaction-forgotten',
    section: '4.2',
    statement: 'A transaction that was opened in the clear MUST be gone after the handshake.',
    level: 'must',
    impact: 'none',
    needs: ['STARTTLS'],
  },
  {
    id: 'rfc3207.ehlo-name-forgotten',
    section: '4.2',
    statement: 'The EHLO name that was given in the clear MUST NOT be used after the handshake.',
    level: 'must',
    impact: 'one-message',
    needs: ['STARTTLS'],
  },
  {
    id: 'rfc3207.mx-does-not-force-tls',
    section: '4',
    statement: 'A mail host that is listed in public MUST NOT ask for STARTTLS before it takes local mail.',
    level: 'must',
    impact: 'none',
  },
  {
    id: 'rfc3207.auth-forgotten',
    section: '4.2',
    statement: 'A login in the clear MUST NOT hold after the handshake.',
    level: 'must',
    impact: 'none',
    needs: ['STARTTLS', 'AUTH'],
  },
])
