import { expect, test } from 'vitest'
import { lowerCase, upperCase } from './ascii.ts'

test.each([
  ['letters', 'StartTls', 'STARTTLS', 'starttls'],
  ['a long s', 'ſtarttls', 'ſTARTTLS', 'ſtarttls'],
  ['an i without a dot', 'maıl', 'MAıL', 'maıl'],
  ['a Kelvin sign', '\u212aelvin', '\u212aELVIN', '\u212aelvin'],
  ['umlauts and digits', 'Ärger4', 'ÄRGER4', 'Ärger4'],
])('%s: what is ASCII is folded', (_, text, upper, lower) => {
  expect(upperCase(text)).toBe(upper)
  expect(lowerCase(text)).toBe(lower)
})
