import { expect, test } from 'vitest'
import { asReply, parseReplyLine } from './smtp-reply.ts'

test.each([
  ['250 ok\r\n', { code: '250', text: 'ok', isLast: true }],
  ['250-more\r\n', { code: '250', text: 'more', isLast: false }],
  ['250\r\n', { code: '250', text: '', isLast: true }],
  ['250 \r\n', { code: '250', text: '', isLast: true }],
  ['250 bare line end\n', { code: '250', text: 'bare line end', isLast: true }],
  ['2500 ok\r\n', undefined],
  ['150 ok\r\n', undefined],
  ['ok\r\n', undefined],
  ['250_ok\r\n', undefined],
])('%j is read as %j', (octets, expected) => {
  expect(parseReplyLine(octets)).toEqual(expected)
})

test.each([
  ['of the same class', 550, ['5.7.1 no relaying'], { code: 550, status: '5.7.1', text: ['no relaying'] }],
  ['alone', 250, ['2.1.0'], { code: 250, status: '2.1.0', text: [''] }],
  ['of another class', 450, ['5.7.1 no'], { code: 450, text: ['5.7.1 no'] }],
  ['on every line', 550, ['5.7.1 no', '5.7.1 never'], { code: 550, status: '5.7.1', text: ['no', 'never'] }],
  [
    'on the first line only',
    550,
    ['5.7.1 no', 'never'],
    { code: 550, status: '5.7.1', text: ['no', 'never'] },
  ],
  ['that is a version number', 220, ['2.1.0-beta ready'], { code: 220, text: ['2.1.0-beta ready'] }],
  ['that no 3yz reply has', 354, ['3.0.0 go'], { code: 354, text: ['3.0.0 go'] }],
])('an enhanced status code %s', (_, code, text, expected) => {
  expect(asReply(code, text)).toEqual(expected)
})
