import { expect, test } from 'vitest'
import { lexerFor, uncommented } from './lexer.ts'

const lex = lexerFor(';=')
/** Each piece with its kind; `_` where white space stands before it. */
const cut = (value: string): readonly string[] =>
  lex(value).map(({ is, text, spaced }) => `${spaced ? '_' : ''}${is} ${text}`)

test.each([
  ['nothing', '', []],
  ['words with blanks of every kind', 'a \t b\r\n c', ['word a', '_word b', '_word c']],
  ['blanks on both ends', ' a ', ['_word a']],
  ['specials', 'a;=b', ['word a', 'special ;', 'special =', 'word b']],
  ['a quotation that holds everything', 'x" ;(["', ['word x', 'quoted  ;([']],
  ['a quotation mark in quotes', String.raw`"a\"b" c`, ['quoted a"b', '_word c']],
  ['a backslash at the end of a quotation', String.raw`"a\\"b`, ['quoted a\\', 'word b']],
  ['a quotation that does not end', '"ab', ['quoted ab']],
  ['one that ends as a comment would', '"ab)', ['quoted ab)']],
  ['one that ends in a quotation mark of its own', String.raw`"ab\"`, ['quoted ab"']],
  ['one that ends in a backslash', '"ab\\', ['quoted ab\\']],
  ['a mark alone', 'a "', ['word a', '_quoted ']],
  ['comments within comments', '(a (b) c)d', ['comment a (b) c', 'word d']],
  ['a parenthesis in a comment', String.raw`(a\)b)c`, ['comment a)b', 'word c']],
  ['a comment that does not end', '(ab', ['comment ab']],
  ['one that ends as a quotation would', '(ab"', ['comment ab"']],
  ['an address in brackets', '[a;b];', ['domainLiteral [a;b]', 'special ;']],
  ['one that does not end', '[a;b', ['domainLiteral [a;b']],
])('a value is cut into its pieces: %s', (_, value, pieces) => {
  expect(cut(value)).toEqual(pieces)
})

test.each([
  ['a comment before and after', '(as usual) base64 (h (i))', 'base64'],
  ['a comment within', 'ba(x)se64', 'base64'],
  ['a comment that does not end', 'base64 (x', 'base64'],
  ['a quotation that looks like one', '"(a)"', '"(a)"'],
  ['nothing else', '(a)', ''],
])('a value without comments: %s', (_, value, rest) => {
  expect(uncommented(value)).toBe(rest)
})

test('of a field longer than anybody writes only the beginning is read', () => {
  expect(lex('x'.repeat(2 ** 17 + 9))[0]?.text).toHaveLength(2 ** 17)
  expect(uncommented('x'.repeat(2 ** 17 + 9))).toHaveLength(2 ** 17)
})
