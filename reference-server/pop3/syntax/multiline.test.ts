import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { multiline, topOf } from './multiline.ts'

const stuffed = (text: string) => multiline(Buffer.from(text, 'latin1')).toString('latin1')

test.each([
  ['nothing', '', '.\r\n'],
  ['a line', 'tea\r\n', 'tea\r\n.\r\n'],
  ['a dot at the very beginning', '.tea\r\n', '..tea\r\n.\r\n'],
  ['a lone dot', 'tea\r\n.\r\n', 'tea\r\n..\r\n.\r\n'],
  ['dots on neighbouring lines', '\r\n.\r\n.\r\n', '\r\n..\r\n..\r\n.\r\n'],
  ['a dot within a line', 'a.b\r\n', 'a.b\r\n.\r\n'],
  ['a dot after a bare LF', 'a\n.b\r\n', 'a\n.b\r\n.\r\n'],
  ['a dot after a bare CR', 'a\r.b\r\n', 'a\r.b\r\n.\r\n'],
  ['a line without an end', 'tea', 'tea\r\n.\r\n'],
])('%s is written so that a client can undo it', (_name, text, wire) => {
  expect(stuffed(text)).toBe(wire)
})

/** Reads a multi-line reply the dull way, as a client does. */
const unstuffed = (wire: string): string => {
  const lines = wire.split('\r\n')
  const end = lines.indexOf('.')
  expect(lines.slice(end)).toEqual(['.', ''])
  return lines
    .slice(0, end)
    .map((line) => `${line.replace(/^\./, '')}\r\n`)
    .join('')
}

test('for any octets that end a line, a client reads back exactly these', () => {
  const piece = fc.constantFrom('\r\n', '.', '\n', '\r', '\0', 'a', '\xff')
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const text = `${pieces.join('')}\r\n`
      expect(unstuffed(stuffed(text))).toBe(text)
    }),
  )
})

const message = 'Subject: tea\r\nTo: bob\r\n\r\none\r\ntwo\r\nthree\r\n'

test.each([
  ['no lines', message, 0, 'Subject: tea\r\nTo: bob\r\n\r\n'],
  ['two lines', message, 2, 'Subject: tea\r\nTo: bob\r\n\r\none\r\ntwo\r\n'],
  ['more lines than there are', message, 99, message],
  ['a message without a body', 'Subject: tea\r\n', 5, 'Subject: tea\r\n'],
  ['a message without a header', '\r\none\r\ntwo\r\n', 1, '\r\none\r\n'],
  ['an empty message', '', 1, ''],
])('the top of a message with %s is cut', (_name, text, lines, top) => {
  expect(topOf(Buffer.from(text), lines).toString()).toBe(top)
})
