import { rfcTable } from './rfc-clause.ts'

/** RFC 3501: IMAP. */
export const rfc3501 = rfcTable(3501, [
  {
    id: 'rfc3501.plaintext-refusable',
    section: '6.2.3, 11.2',
    statement:
      'An IMAP server configured to refuse cleartext passwords MUST refuse LOGIN and mechanisms that send passwords before TLS, and MUST accept them after.',
    level: 'must',
    impact: 'none',
  },
  {
    id: 'rfc3501.capability-answer',
    section: '6.1.1, 7.2.1',
    statement:
      'CAPABILITY MUST be answered in every state with one list that includes IMAP4rev1 or IMAP4rev2, and OK.',
    level: 'must',
    impact: 'none',
  },
  {
    id: 'rfc3501.logindisabled',
    section: '6.2.3, 7.2.1',
    statement:
      'An IMAP server that refuses cleartext passwords MUST list LOGINDISABLED, and no mechanism that sends a password, until TLS has begun.',
    level: 'must',
    impact: 'none',
  },
  {
    id: 'rfc3501.select-data',
    section: '6.3.1, 6.3.2',
    statement:
      'SELECT and EXAMINE MUST report FLAGS, EXISTS, RECENT, UIDVALIDITY, UIDNEXT and PERMANENTFLAGS before their OK.',
    level: 'must',
    impact: 'none',
  },
  {
    id: 'rfc3501.examine-changes-nothing',
    section: '6.3.2',
    statement:
      'A mailbox opened with EXAMINE MUST be reported as READ-ONLY, and reading a message in it MUST NOT mark it as seen.',
    level: 'must',
    impact: 'none',
  },
])
