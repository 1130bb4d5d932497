import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createSealer } from './sealing.ts'

const key = Buffer.alloc(32, 1)

test('for any text, what is sealed can be opened, and is sealed differently again', () => {
  const sealer = createSealer(key)
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
      const sealed = sealer.seal(text)
      expect(sealer.open(sealed)).toBe(text)
      expect(sealer.seal(text).nonce).not.toEqual(sealed.nonce)
    }),
  )
})

test('what was changed, or sealed under another key, is not opened', () => {
  const sealer = createSealer(key)
  const sealed = sealer.seal('sesame')
  expect(() => sealer.open({ ...sealed, octets: Buffer.from('sesamo') })).toThrow()
  expect(() => createSealer(Buffer.alloc(32, 2)).open(sealed)).toThrow()
})
