import { rfcTable } from './rfc-clause.ts'

/** RFC 2034: enhanced status codes of SMTP replies. */
export const rfc2034 = rfcTable(2034, [
  {
    id: 'rfc2034.codes-on-every-reply',
    section: '3, 4',
    statement:
      'A server that offers ENHANCEDSTATUSCODES MUST begin the text of every 2yz, 4yz and 5yz reply with a status code, but for the greeting and the replies to HELO and EHLO, and after HELO too.',
    level: 'must',
    impact: 'blocks-client',
    needs: ['ENHANCEDSTATUSCODES'],
  },
])
