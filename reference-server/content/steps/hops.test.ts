import { expect, test } from 'vitest'
import { deny, permit } from '../../policy/decision.ts'
import { policyOf } from '../../policy/testing.ts'
import { contentSeams } from '../seams.ts'
import { itemWith } from '../testing.ts'
import { hops } from './hops.ts'

const received = 'Received: from a.test by b.test; Thu, 01 Jan 2026 00:00:00 +0000\r\n'

/** The verdict on a message where two hops are allowed. */
const verdictOn = (message: string, limits: { hops?: number } = { hops: 2 }) =>
  hops.run(itemWith(message), { policy: policyOf('kerio', { limits }), ask: contentSeams })

const tooMany = (counted: number, most: number) =>
  deny('hops', 'tooManyHops', { words: { hops: String(counted), most: String(most) } })

test('as many hops as are allowed pass, whatever this server adds, and one more does not', () => {
  expect(verdictOn(`${received.repeat(2)}Subject: tea\r\n\r\nat four\r\n`)).toEqual(permit)
  expect(verdictOn(`${received.repeat(3)}Subject: tea\r\n\r\nat four\r\n`)).toEqual(tooMany(3, 2))
})

test.each([
  ['in any case of letters', 'RECEIVED: from a.test\r\n'],
  ['folded', 'Received: from a.test\r\n\tby b.test;\r\n\tThu, 01 Jan 2026 00:00:00 +0000\r\n'],
  ['with blanks before its colon', 'Received \t: from a.test\r\n'],
  ['empty', 'Received:\r\n'],
])('a field %s counts once', (_, field) => {
  expect(verdictOn(`Subject: tea\r\n${field.repeat(2)}\r\nat four\r\n`)).toEqual(permit)
  expect(verdictOn(`Subject: tea\r\n${field.repeat(3)}\r\nat four\r\n`)).toEqual(tooMany(3, 2))
})

test.each([
  ['in the body', `Subject: tea\r\n\r\n${received.repeat(3)}`],
  ['in a message without a header', `\r\n${received.repeat(3)}\r\n`],
  [
    'of an attached message',
    `Content-Type: message/rfc822\r\n\r\n${received.repeat(3)}Subject: tea\r\n\r\nat four\r\n`,
  ],
  [
    'in the line of another field',
    `Subject: tea\r\n${' Received: from a.test\r\n'.repeat(3)}\r\nat four\r\n`,
  ],
  ['of another name', `${'X-Received: from a.test\r\nReceived-SPF: none\r\n'.repeat(3)}\r\nat four\r\n`],
])('what stands %s does not count', (_, message) => {
  expect(verdictOn(message)).toEqual(permit)
})

test('a message that is all header is counted as well', () => {
  expect(verdictOn(received.repeat(3))).toEqual(tooMany(3, 2))
})

test('without a limit a loop is stopped after a hundred hops', () => {
  expect(verdictOn(`${received.repeat(100)}\r\n`, {})).toEqual(permit)
  expect(verdictOn(`${received.repeat(101)}\r\n`, {})).toEqual(tooMany(101, 100))
})
