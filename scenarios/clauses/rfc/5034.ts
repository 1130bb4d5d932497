import { rfcTable } from './rfc-clause.ts'

/** RFC 5034: SASL in POP3. */
export const rfc5034 = rfcTable(5034, [
  {
    id: 'rfc5034.plain-login',
    section: '4',
    statement:
      'AUTH PLAIN without a response MUST be answered + and a space, and then take the right response.',
    level: 'must',
    impact: 'blocks-client',
  },
  {
    id: 'rfc5034.initial-response',
    section: '4',
    statement: 'A response that comes along with AUTH MUST be taken.',
    level: 'must',
    impact: 'blocks-client',
  },
  {
    id: 'rfc5034.no-initial-response-allowed',
    section: '4',
    statement: 'A response that comes along with a mechanism whose server speaks first MUST be refused.',
    level: 'must',
    impact: 'blocks-client',
  },
  {
    id: 'rfc5034.cancel',
    section: '4',
    statement: 'An asterisk in place of a response MUST end the exchange with -ERR.',
    level: 'must',
    impact: 'blocks-client',
  },
  {
    id: 'rfc5034.bad-base64',
    section: '4',
    statement: 'A response that is not base64 MUST be refused.',
    level: 'must',
    impact: 'blocks-client',
  },
  {
    id: 'rfc5034.unknown-mechanism',
    section: '4',
    statement: 'An unknown mechanism MUST be refused.',
    level: 'must',
    impact: 'blocks-client',
  },
  {
    id: 'rfc5034.failure-forgotten',
    section: '4',
    statement: 'After a failed AUTH the session MUST be as it was before.',
    level: 'must',
    impact: 'blocks-client',
  },
  {
    id: 'rfc5034.long-answers',
    section: '4',
    statement: 'A response MUST be read as one line even where it is longer than a command may be.',
    level: 'must',
    impact: 'blocks-client',
  },
])
