import type { MailItem } from '../message/mail-item.ts'

// Items for the tests of this folder.

const trace =
  'Received: from laptop.test ([192.0.2.20])\r\n\tby mail.local.test with ESMTP id m1;\r\n\tdate\r\n'

/** A message from outside for bob, over port 25, with the trace field of this server. */
export const itemWith = (message: string | Buffer): MailItem => ({
  id: 'm1',
  origin: { door: 'smtp', port: 25, address: '192.0.2.20', secure: false },
  envelope: {
    reversePath: { localPart: 'eve', domain: 'elsewhere.test', text: 'eve@elsewhere.test' },
    forwardPaths: [{ localPart: 'bob', domain: 'local.test', text: 'bob@local.test' }],
  },
  message: { octets: Buffer.concat([Buffer.from(trace), Buffer.from(message)]), traceOctets: trace.length },
  acceptedAt: 0,
  marks: {},
})
