import { expect, test } from 'vitest'
import { readYaml } from './yaml-text.ts'

/** Nine lists of nine of the one before: half a thousand million words. */
const bomb = ['a: &a [lol, lol, lol, lol, lol, lol, lol, lol, lol]']
  .concat(
    Array.from('bcdefghi', (name) => {
      const before = String.fromCharCode(name.charCodeAt(0) - 1)
      return `${name}: &${name} [${Array.from({ length: 9 }, () => `*${before}`).join(', ')}]`
    }),
  )
  .join('\n')

test.each([
  ['what multiplies itself', bomb, 'this YAML is not accepted: its aliases make it too large'],
  [
    'what refers to itself',
    'a: &a { b: *a }',
    'this YAML is not accepted: it is nested too deeply, or refers to itself',
  ],
  [
    'what is nested beyond all measure',
    '['.repeat(10_000),
    'this YAML is not accepted: it is nested too deeply, or refers to itself',
  ],
  [
    'what is nested deeper than anybody writes',
    `${'['.repeat(150)}${']'.repeat(150)}`,
    'this YAML is not accepted: it is nested too deeply, or refers to itself',
  ],
  [
    'an alias of nothing',
    'a: *b',
    'this YAML is not accepted: Unresolved alias (the anchor must be set before the alias): b',
  ],
])('%s is not taken', (_, text, problem) => {
  expect(readYaml(text)).toEqual({ problem })
})

test('aliases are taken as they are meant', () => {
  expect(readYaml('a: &a [x]\nb: *a').value).toEqual({ a: ['x'], b: ['x'] })
})
