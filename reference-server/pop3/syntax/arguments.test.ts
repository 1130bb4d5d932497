import { describe, expect, test } from 'vitest'
import * as syntax from './arguments.ts'

test.each([
  ['a verb alone', 'NOOP', { verb: 'NOOP', rest: '' }],
  ['a verb in lower case', 'retr 2', { verb: 'RETR', rest: '2' }],
  ['spaces of a password', 'PASS  x ', { verb: 'PASS', rest: ' x ' }],
  ['letters beyond ASCII', 'PASS pässe', { verb: 'PASS', rest: 'pässe' }],
  ['a leading space', ' NOOP', undefined],
  ['a tab after the verb', 'RETR\t2', undefined],
  ['nothing', '', undefined],
  ['a NUL', 'PASS a\0b', undefined],
  ['digits', '123', undefined],
  ['a long s in place of S', '\u017fTAT', undefined],
  ['an i without a dot', 'L\u0131ST', undefined],
  ['the Kelvin sign', 'NOOP\u212a', undefined],
])('a line with %s is split', (_name, line, command) => {
  expect(syntax.splitCommand(Buffer.from(line))).toEqual(command)
})

test('a line that is not UTF-8 is no command', () => {
  expect(syntax.splitCommand(Buffer.from('PASS p\xe4sse', 'latin1'))).toBeUndefined()
})

describe('arguments', () => {
  test.each([
    ['nothing', syntax.nothing, ' ', { value: null }],
    ['nothing', syntax.nothing, '1', undefined],
    ['wholeRest', syntax.wholeRest, ' x ', { value: ' x ' }],
    ['wholeRest', syntax.wholeRest, '', undefined],
    ['messageNumber', syntax.messageNumber, '2 ', { value: 2 }],
    ['messageNumber', syntax.messageNumber, '007', { value: 7 }],
    ['messageNumber', syntax.messageNumber, '0', undefined],
    ['messageNumber', syntax.messageNumber, '-1', undefined],
    ['messageNumber', syntax.messageNumber, '2 3', undefined],
    ['messageNumber', syntax.messageNumber, '1e3', undefined],
    ['messageNumber', syntax.messageNumber, '99999999999999999999', { value: 1e20 }],
    ['messageNumber', syntax.messageNumber, '', undefined],
    ['optionalMessageNumber', syntax.optionalMessageNumber, '', { value: undefined }],
    ['optionalMessageNumber', syntax.optionalMessageNumber, '3', { value: 3 }],
    ['optionalMessageNumber', syntax.optionalMessageNumber, 'x', undefined],
    ['messageAndLines', syntax.messageAndLines, '2 0', { value: { number: 2, lines: 0 } }],
    ['messageAndLines', syntax.messageAndLines, '2', undefined],
    ['messageAndLines', syntax.messageAndLines, '2 -1', undefined],
    ['messageAndLines', syntax.messageAndLines, '2 1 1', undefined],
    ['messageAndLines', syntax.messageAndLines, '0 1', undefined],
  ])('%s reads %o', (_name, parse, rest, value) => {
    expect(parse(rest)).toEqual(value)
  })

  test.each([
    ['PLAIN', 'PLAIN', undefined],
    ['PLAIN AGEAYg==', 'PLAIN', 'AGEAYg=='],
    ['PLAIN =', 'PLAIN', '='],
    ['cram-md5', 'cram-md5', undefined],
  ])('AUTH %s names its mechanism and response', (rest, mechanism, response) => {
    expect(syntax.mechanismAndResponse(rest)).toEqual({ value: { mechanism, response } })
  })

  test.each(['', 'PLAIN AGEA Yg==', ' PLAIN', 'PL*IN', 'PLA\u0131N'])('AUTH %o is malformed', (rest) => {
    expect(syntax.mechanismAndResponse(rest)).toBeUndefined()
  })
})
