import { expect, test } from 'vitest'
import { visibleLine, visibleMessage } from './wire-text.ts'

test.each([
  ['the usual line end is left out', '250 ok\r\n', '250 ok'],
  ['a bare LF is seen', 'DATA\n', String.raw`DATA\x0a`],
  ['a bare CR is seen', 'a\rb\r\n', String.raw`a\x0db`],
  ['a NUL is seen', 'a\0b\r\n', String.raw`a\x00b`],
  ['an escape cannot steer a terminal', '\u001b[2J\r\n', String.raw`\x1b[2J`],
  ['octets of UTF-8 are read as such', 'Gr\u00c3\u00bc\u00c3\u009fe\r\n', 'Grüße'],
  ['other octets are read as latin1', 'Gr\u00fc\u00dfe\r\n', 'Grüße'],
  ['marks that turn the direction of text are named', 'a\u00e2\u0080\u00aeb\r\n', String.raw`a\u{202e}b`],
])('%s', (_, octets, shown) => {
  expect(visibleLine(octets)).toBe(shown)
})

test('a line that is too long is cut and says so', () => {
  expect(visibleLine('x'.repeat(5000))).toMatch(/^x{1000}… \(5000 characters\)$/)
})

test('a message keeps its lines', () => {
  expect(visibleMessage('Subject: a\r\n\r\nb\tc\r\n')).toBe('Subject: a\n\nb\tc\n')
})
