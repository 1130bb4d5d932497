import { trimmed } from './blanks.ts'

/** A piece of a structured header field (RFC 5322 §3.2). */
export interface Lexeme {
  readonly is: 'word' | 'quoted' | 'comment' | 'domainLiteral' | 'special'
  /** Without its quotes or parentheses. */
  readonly text: string
  /** Whether white space stands before it. */
  readonly spaced: boolean
}

/** Cuts a field's value into its pieces. */
export type Lexer = (given: string) => readonly Lexeme[]

type Kind = Exclude<Lexeme['is'], 'special'> | 'space'

const kinds: Readonly<Record<string, Kind>> = {
  ' ': 'space',
  '\t': 'space',
  '\r': 'space',
  '\n': 'space',
  '"': 'quoted',
  '(': 'comment',
  '[': 'domainLiteral',
}

/** What a word ends before; the end of the value is the empty text. */
const marks: ReadonlySet<string> = new Set([...Object.keys(kinds), ''])

/** Nobody writes more into a field than to wear its reader out. */
const longest = 2 ** 17

/**
 * Makes a lexer. Whatever the octets, up to a length no honest field reaches all of them are in some piece; quotes and
 * comments that are not closed end with the value.
 *
 * @param specials the characters that stand for themselves
 */
export function lexerFor(specials: string): Lexer {
  const isSpecial: ReadonlySet<string> = new Set(specials)
  const endsWord = new Set([...marks, ...isSpecial])
  return (given) => {
    const value = given.slice(0, longest)
    const pieces: Lexeme[] = []
    let spaced = false
    for (let at = 0; at < value.length;) {
      const is = isSpecial.has(value.charAt(at)) ? 'special' : kindAt(value, at)
      const end = is === 'special' ? at + 1 : endOf[is](value, at, endsWord)
      if (is !== 'space') pieces.push({ is, text: textOf[is](value.slice(at, end)), spaced })
      spaced = is === 'space'
      at = end
    }
    return pieces
  }
}

/** Gives a value without its comments, which mean nothing (RFC 2045 §5.1): `base64` of `(as usual) base64`. */
export function uncommented(given: string): string {
  const value = given.slice(0, longest)
  const kept: string[] = []
  for (let at = 0; at < value.length;) {
    const is = kindAt(value, at)
    const end = endOf[is](value, at, marks)
    if (is !== 'comment') kept.push(value.slice(at, end))
    at = end
  }
  return trimmed(kept.join(''))
}

/** Gives pieces as text, with a blank wherever white space stands between two. */
export const spelt = (pieces: readonly Lexeme[]): string =>
  pieces.map(({ text, spaced }, index) => (spaced && index > 0 ? ` ${text}` : text)).join('')

/** The same without the white space. */
export const joined = (pieces: readonly Lexeme[]): string => pieces.map(({ text }) => text).join('')

const kindAt = (value: string, at: number): Kind => kinds[value.charAt(at)] ?? 'word'

type EndOf = (value: string, start: number, endsWord: ReadonlySet<string>) => number

const endOf: Readonly<Record<Kind, EndOf>> = {
  word: (value, start, endsWord) => {
    let at = start + 1
    while (!endsWord.has(value.charAt(at))) at += 1
    return at
  },
  space: (_, start) => start + 1,
  quoted: (value, start) => {
    let at = start + 1
    while (at < value.length && value[at] !== '"') at += value[at] === '\\' ? 2 : 1
    return Math.min(at + 1, value.length)
  },
  domainLiteral: (value, start) => value.indexOf(']', start) + 1 || value.length,
  /** Comments nest. */
  comment: (value, start) => {
    let depth = 0
    for (let at = start; at < value.length; at += 1) {
      if (value[at] === '\\') at += 1
      else if (value[at] === '(') depth += 1
      else if (value[at] === ')' && --depth === 0) return at + 1
    }
    return value.length
  },
}

const asItIs = (text: string): string => text

/** What stands between two marks; the second one may be missing. */
const between = (closing: string) => (text: string) => {
  let backslashes = 0
  while (text.at(-2 - backslashes) === '\\') backslashes += 1
  const isClosed = text.endsWith(closing) && backslashes % 2 === 0
  const content = text.slice(1, isClosed ? -1 : undefined)
  return content.includes('\\') ? content.replaceAll(/\\([^])/g, '$1') : content
}

const textOf: Readonly<Record<Lexeme['is'], (text: string) => string>> = {
  word: asItIs,
  special: asItIs,
  domainLiteral: asItIs,
  quoted: between('"'),
  comment: between(')'),
}
