import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { readBase64 } from './base64.ts'

test('for any octets, their base64 reads back', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (octets) => {
      const sent = Buffer.from(octets)
      expect(readBase64(sent.toString('base64'))).toEqual(sent)
    }),
  )
})

test.each([
  ['a space', 'AGFs aWNl'],
  ['missing padding', 'AGFsaWNlAA'],
  ['padding alone', '='],
  ['the alphabet for names in URLs', '_-_-'],
  ['bits past the end', 'AB=='],
  ['letters outside the alphabet', '*'],
])('%s is no base64', (_name, text) => {
  expect(readBase64(text)).toBeUndefined()
})
