import { expect, test } from 'vitest'
import { isIntact, type SentMail } from './sent-mail.ts'

const octets = 'Message-ID: <one@client.test>\r\n\r\n.first\r\nlast\r\n'
const sent: readonly SentMail[] = [
  { messageId: '<one@client.test>', from: 'a@elsewhere.test', to: ['b@local.test'], octets, addresses: [] },
]

test.for([
  ['as it was sent', octets, true],
  ['with fields above', `Received: from a.test\r\n${octets}`, true],
  ['with line ends of files', octets.replaceAll('\r\n', '\n'), true],
  ['without its first line', octets.replace('.first\r\n', ''), false],
  ['with a dot too many', octets.replace('.first', '..first'), false],
  ['without its body', octets.replace(/\r\n\r\n[^]*/, '\r\n\r\n'), false],
  ['of somebody else', 'Message-ID: <other@client.test>\r\n\r\nanything\r\n', true],
] as const)('a message %s', ([, arrived, intact]) => {
  expect(isIntact(sent, arrived)).toBe(intact)
})
