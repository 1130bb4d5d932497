import { expect, test } from 'vitest'
import { printable, printableJson } from './printable.ts'

test.each([
  ['an escape', '\u001b]52;c;aGk=\u0007', String.raw`\x1b]52;c;aGk=\x07`],
  ['a control of eight bits', '\u009b31m', String.raw`\x9b31m`],
  ['DEL', 'a\u007f', String.raw`a\x7f`],
  ['a line end', 'a\r\nb', String.raw`a\x0d\x0ab`],
  ['a tab', 'a\tb', String.raw`a\x09b`],
  ['a line end of Unicode', 'a\u2028b\u0085c', String.raw`a\u{2028}b\x85c`],
  ['an override of direction', 'a\u202eb\u2066c', String.raw`a\u{202e}b\u{2066}c`],
  ['marks of direction', 'a\u200eb\u061cc', String.raw`a\u{200e}b\u{61c}c`],
  ['half a pair', 'a\ud800b\udc00', String.raw`a\u{d800}b\u{dc00}`],
  ['a sign nobody sees', 'a\u{e0041}b\u200b', String.raw`a\u{e0041}b\u{200b}`],
  ['no character', 'a\ufffeb', String.raw`a\u{fffe}b`],
  ['letters, whole pairs and blanks stay', 'Grüße, 😀 ✓ – ok', 'Grüße, 😀 ✓ – ok'],
])('%s is shown by its number', (_, text, shown) => {
  expect(printable(text)).toBe(shown)
})

test('what may stay stays', () => {
  expect(printable('a\tb\nc\rd', '\n\t')).toBe(String.raw`a${'\t'}b${'\n'}c\x0dd`)
})

test('JSON means the same', () => {
  const value = { said: ['\u001b[5m\u009b\u007f', '\u202e\u{e0041}', '\ud800', 'Grüße\n'] }
  const json = printableJson(JSON.stringify(value, undefined, 2))
  expect(JSON.parse(json)).toEqual(value)
  expect(printable(json, '\n')).toBe(json)
})
