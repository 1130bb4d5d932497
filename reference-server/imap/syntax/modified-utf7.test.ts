import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromModifiedUtf7, toModifiedUtf7 } from './modified-utf7.ts'

test.each([
  ['plain', 'Drafts/of mine~!', 'Drafts/of mine~!'],
  ['an ampersand', 'a&b', 'a&-b'],
  ['letters beyond ASCII', 'Entwürfe', 'Entw&APw-rfe'],
  ['several alphabets', '~peter/mail/台北/日本語', '~peter/mail/&U,BTFw-/&ZeVnLIqe-'],
  ['beyond the first plane', '😀', '&2D3eAA-'],
  ['beside each other', 'ü&ü', '&APw-&-&APw-'],
  ['nothing', '', ''],
])('%s is written and read', (_what, text, written) => {
  expect(toModifiedUtf7(text)).toBe(written)
  expect(fromModifiedUtf7(written)).toBe(text)
})

test.each([
  ['an ampersand alone', 'a&b'],
  ['no end', '&APw'],
  ['ASCII in base64', '&AGE-'],
  ['octets that are no pair', '&APwA-'],
  ['bits left over', '&APx-'],
  ['padding', '&APw=-'],
  ['a slash', '&U/BTFw-'],
  ['half a pair', '&2D0-'],
  ['two shifts where one does', '&APw-&APw-'],
  ['raw octets', 'Entw\xfcrfe'],
  ['a control character', 'a\tb'],
])('%s is not read', (_what, written) => {
  expect(fromModifiedUtf7(written)).toBeUndefined()
})

test('for any well-formed text, what was written is read', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const written = toModifiedUtf7(text)
      expect(written).toMatch(/^[\x20-\x7e]*$/)
      expect(fromModifiedUtf7(written)).toBe(text)
    }),
  )
})

test('a long name without an end is soon refused', () => {
  expect(fromModifiedUtf7('&'.repeat(60_000))).toBeUndefined()
})
