import { rfcTable } from './rfc-clause.ts'

/** RFC 2449: The extension mechanism of POP3. */
export const rfc2449 = rfcTable(2449, [
  {
    id: 'rfc2449.capa',
    section: '5',
    statement: 'CAPA SHOULD list the capabilities, before the login as well as after it.',
    level: 'should',
    impact: 'none',
  },
])
