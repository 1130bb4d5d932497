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
  {
    id: 'rfc3501.command-before-login',
    section: '3.1',
    statement: 'Commands that need a login MUST be refused without one, and have no effect.',
    level: 'must',
    impact: 'one-message',
  },
  {
    id: 'rfc3501.selected-needs-mailbox',
    section: '3.2',
    statement: 'Commands about messages MUST be refused where no mailbox is selected.',
    level: 'must',
    impact: 'none',
  },
  {
    id: 'rfc3501.no-second-login',
    section: '6.2',
    statement: 'LOGIN, AUTHENTICATE and STARTTLS MUST be refused after the login.',
    level: 'must',
    impact: 'none',
  },
  {
    id: 'rfc3501.unknown-command-bad',
    section: '2.2.1, 7.1.3',
    statement: 'An unknown command SHOULD be answered BAD with its own tag, and the session continues.',
    level: 'should',
    impact: 'none',
  },
  {
    id: 'rfc3501.syntax-error-bad',
    section: '2.2.2, 7.1.3',
    statement: 'A command that is malformed SHOULD be answered BAD, and one that cannot be carried out NO.',
    level: 'should',
    impact: 'one-message',
  },
  {
    id: 'rfc3501.keywords-any-case',
    section: '9',
    statement: 'Commands, items, flags, keys and months MUST be understood in any letter case.',
    level: 'must',
    impact: 'one-message',
  },
  {
    id: 'rfc3501.inbox-any-case',
    section: '5.1',
    statement: 'INBOX MUST be the same mailbox in any letter case.',
    level: 'must',
    impact: 'one-message',
  },
  {
    id: 'rfc3501.noop',
    section: '6.1.2, 6.4.1',
    statement: 'NOOP MUST be accepted in every state, and CHECK in a mailbox.',
    level: 'must',
    impact: 'none',
  },
  {
    id: 'rfc3501.logout-bye',
    section: '6.1.3, 3.4',
    statement:
      'LOGOUT MUST be answered BYE and then OK in every state, and the server then closes the connection.',
    level: 'must',
    impact: 'none',
  },
  {
    id: 'rfc3501.login',
    section: '6.2.3',
    statement: 'LOGIN with the right password MUST be accepted.',
    level: 'must',
    impact: 'blocks-client',
  },
  {
    id: 'rfc3501.login-wrong-password',
    section: '6.2.3',
    statement: 'LOGIN with a wrong password MUST be refused, and open nothing.',
    level: 'must',
    impact: 'blocks-client',
  },
])
