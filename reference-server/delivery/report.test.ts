import { expect, test } from 'vitest'
import type { FailedRecipient, Said } from './queued-message.ts'
import { failureReport } from './report.ts'

// RFC 3464 §2.3; RFC 6522 §3, §4.

const lost = (said: Said): FailedRecipient => ({
  path: { localPart: 'bob', domain: 'remote.test', text: 'bob@remote.test' },
  state: 'failed',
  said,
  isSettled: false,
})

/** The parts of a report about one recipient, each without its boundary. */
function partsOf(said: Said, original = 'Subject: tea\r\n\r\nat four\r\n') {
  const report = failureReport({
    hostname: 'mail.local.test',
    to: { localPart: 'alice', domain: 'local.test', text: 'alice@local.test' },
    lost: [lost(said)],
    original: Buffer.from(original, 'latin1'),
    date: 'Thu, 01 Jan 2026 00:00:00 +0000',
    boundary: 'r-1',
  }).toString('latin1')
  const [, text = '', status = '', header = ''] = report.split(/--r-1(?:--)?\r\n/)
  return { text, status, header: header.replace('Content-Type: text/rfc822-headers\r\n\r\n', '') }
}

test('what another server said is told to people, and to programs with the name of that server', () => {
  const { text, status } = partsOf({
    status: '5.1.1',
    text: '550 5.1.1 no such user',
    host: 'mx.remote.test',
  })
  expect(text).toContain('  <bob@remote.test>: mx.remote.test said: 550 5.1.1 no such user\r\n')
  expect(status.split('\r\n').slice(2)).toEqual([
    'Reporting-MTA: dns; mail.local.test',
    '',
    'Final-Recipient: rfc822; bob@remote.test',
    'Action: failed',
    'Status: 5.1.1',
    'Remote-MTA: dns; mx.remote.test',
    'Diagnostic-Code: smtp; 550 5.1.1 no such user',
    '',
    '',
  ])
})

test('what this server found out itself names no other server', () => {
  const { text, status } = partsOf({ status: '5.1.2', text: 'the domain does not exist' })
  expect(text).toContain('  <bob@remote.test>: the domain does not exist\r\n')
  expect(status.split('\r\n').slice(4)).toEqual([
    'Final-Recipient: rfc822; bob@remote.test',
    'Action: failed',
    'Status: 5.1.2',
    '',
    '',
  ])
})

test('what another server said is printable, and not longer than a line may be', () => {
  const { status } = partsOf({ status: '5.0.0', text: `550 caf\u00e9\t${'x'.repeat(600)}`, host: 'mx.test' })
  const [, diagnosis = ''] = /^Diagnostic-Code: smtp; (.*)$/m.exec(status.replaceAll('\r', '')) ?? []
  expect(diagnosis).toMatch(/^550 caf\?\?x+$/)
  expect(diagnosis).toHaveLength(500)
})

test.each([
  ['up to its empty line', 'Subject: tea\r\n\r\nat four\r\n\r\n', 'Subject: tea\r\n\r\n'],
  ['as a whole, where the message is all header', 'Subject: tea\r\nX: y', 'Subject: tea\r\nX: y\r\n\r\n'],
  ['that is empty', '\r\n\r\nat four\r\n', '\r\n\r\n'],
  ['in ASCII', 'Subject: th\xe9\r\n\r\n', 'Subject: th?\r\n\r\n'],
])('the header of the message comes back %s', (_, original, header) => {
  expect(partsOf({ status: '5.0.0', text: 'no' }, original).header).toBe(header)
})
