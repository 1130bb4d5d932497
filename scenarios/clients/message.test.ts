import { expect, test } from 'vitest'
import { buildMessage } from './message.ts'

const usual = { from: 'a@b.test', to: 'c@d.test', now: Date.UTC(2026, 0, 1), token: 't1' }

test('a message has the fields RFC 5322 asks for, and CRLF everywhere', () => {
  expect(buildMessage({ ...usual, subject: 'hello', body: 'one\ntwo\r\n' })).toBe(
    [
      'Date: Thu, 01 Jan 2026 00:00:00 +0000',
      'From: <a@b.test>',
      'To: <c@d.test>',
      'Message-ID: <t1@client.test>',
      'Subject: hello',
      '',
      'one',
      'two',
      '',
    ].join('\r\n'),
  )
})

test('given fields replace the usual ones', () => {
  const message = buildMessage({ ...usual, fields: { from: 'Eve <eve@b.test>', 'X-Tag': '1' } })
  expect(message.match(/^from:.*$/gim)).toEqual(['from: Eve <eve@b.test>'])
  expect(message).toContain('\r\nX-Tag: 1\r\n')
})

test('a report, which has the null reverse-path, still names an author', () => {
  expect(buildMessage({ ...usual, from: null, to: ['a@b.test', 'c@d.test'] })).toContain(
    'From: <mailer-daemon@client.test>\r\nTo: <a@b.test>, <c@d.test>\r\n',
  )
})

test('fields above the others stand as written, and fold where they break', () => {
  const message = buildMessage({ ...usual, above: ['RECEIVED: from a.test\n\tby b.test', 'Received: x'] })
  expect(message.split('\r\n').slice(0, 4)).toEqual([
    'RECEIVED: from a.test',
    '\tby b.test',
    'Received: x',
    'Date: Thu, 01 Jan 2026 00:00:00 +0000',
  ])
})

test.each([1000, 1001, 1077, 1078, 1079])('a message of %i octets is that large, in lines', (octets) => {
  const message = buildMessage({ ...usual, octets })
  expect(Buffer.byteLength(message)).toBe(octets)
  expect(message).toMatch(/\r\n\r\nHello\.\r\n(?:A{76}\r\n)+A+\r\n$/)
})

test('a message that is already larger is not cut', () => {
  expect(() => buildMessage({ ...usual, octets: 100 })).toThrow(RangeError)
})
