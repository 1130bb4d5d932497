import { expect, test } from 'vitest'
import { readParameterised } from './parameters.ts'

test.each<[string, string, string, readonly (readonly [string, string])[]]>([
  ['in capitals', 'TEXT/Plain; CharSet=UTF-8', 'text/plain', [['charset', 'UTF-8']]],
  ['with a semicolon in quotes', 'text/plain; name="a;b"', 'text/plain', [['name', 'a;b']]],
  ['with blanks about its marks', 'text / plain ; a = b', 'text/plain', [['a', 'b']]],
  ['with semicolons too many', 'text/plain;; a=b;', 'text/plain', [['a', 'b']]],
  ['with a name alone', 'text/plain; a; b=c', 'text/plain', [['b', 'c']]],
  ['with a name and no value', 'text/plain; a=; b=c', 'text/plain', [['b', 'c']]],
  ['with a value and no name', 'text/plain; =a; b=c', 'text/plain', [['b', 'c']]],
  ['with a name in quotes', 'text/plain; "a"=b; b=c', 'text/plain', [['b', 'c']]],
  ['with two words', 'text/plain; a b; b=c', 'text/plain', [['b', 'c']]],
  ['with two words and a value', 'text/plain; a b=c; b=c', 'text/plain', [['b', 'c']]],
  ['of nothing', '', '', []],
])('a value with parameters is read %s', (_, text, value, parameters) => {
  expect(readParameterised(text)).toEqual({ value, parameters })
})

test('of more parameters than an honest value has only the first are read', () => {
  const { parameters } = readParameterised(`text/plain${'; a=b'.repeat(10_000)}`)
  expect(parameters.length).toBeGreaterThan(2000)
  expect(parameters.length).toBeLessThan(4000)
})
