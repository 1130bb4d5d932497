import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { covers } from './mailbox-pattern.ts'

test.each([
  ['*', 'INBOX', true],
  ['%', 'INBOX', true],
  ['', 'INBOX', false],
  ['INBOX', 'INBOX', true],
  ['INBOX*', 'INBOX', true],
  ['I%X', 'INBOX', true],
  ['I%Y', 'INBOX', false],
  ['INBO', 'INBOX', false],
  ['INBOXX', 'INBOX', false],
  ['*', 'a/b', true],
  ['%', 'a/b', false],
  ['%/%', 'a/b', true],
  ['a/%', 'a/b/c', false],
  ['a/*', 'a/b/c', true],
  ['.*', 'a', false],
  ['[a]', 'a', false],
])('%o covers %o: %s', (pattern, name, is) => {
  expect(covers(pattern, name)).toBe(is)
})

/** The same, said at length: what is left of a pattern against what is left of a name. */
function dull(pattern: string, name: string): boolean {
  const [first, rest] = [pattern[0], pattern.slice(1)]
  if (first === undefined) return name === ''
  if (first !== '*' && first !== '%') return name[0] === first && dull(rest, name.slice(1))
  if (dull(rest, name)) return true
  return name !== '' && (first === '*' || name[0] !== '/') && dull(pattern, name.slice(1))
}

const text = (...characters: string[]) => fc.array(fc.constantFrom(...characters), { maxLength: 8 })

test('for any pattern and name, it covers what the dull way covers', () => {
  fc.assert(
    fc.property(text('a', 'b', '/', '*', '%'), text('a', 'b', '/'), (pattern, name) => {
      expect(covers(pattern.join(''), name.join(''))).toBe(dull(pattern.join(''), name.join('')))
    }),
  )
})
