/** A piece of a structured header field (RFC 5322 §3.2). */
export interface Lexeme {
  readonly is: 'word' | 'quoted' | 'comment' | 'domainLiteral' | 'special'
  /** Without its quotes or parentheses. */
  readonly text: string
  /** Whether white space stands before it. */
  readonly spaced: boolean
}

const quoted = /"([^"\\]*(?:\\[^][^"\\]*)*)"?/y
const domainLiteral = /\[[^\]]*\]?/y
/** Nobody writes more into a field than to wear its reader out. */
const longest = 2 ** 19

const space = /[ \t\r\n]+/y

/**
 * Cuts a field's value into its pieces. Whatever the octets, all of them are in some piece; quotes and comments that
 * are not closed end with the value.
 *
 * @param given    read up to a length no honest field reaches
 * @param specials the characters that stand for themselves
 */
export function lex(given: string, specials: string): readonly Lexeme[] {
  const value = given.slice(0, longest)
  const pieces: Lexeme[] = []
  const word = new RegExp(`[^ \\t\\r\\n"(\\[${specials.replaceAll(/[\]\\^-]/g, String.raw`\$&`)}]+|[^]`, 'y')
  let at = 0
  let spaced = false
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at
    return pattern.exec(value)
  }
  const add = (is: Lexeme['is'], text: string, length: number): void => {
    pieces.push({ is, text, spaced })
    at += length
    spaced = false
  }
  while (at < value.length) {
    const blank = match(space)
    const quote = match(quoted)
    const literal = match(domainLiteral)
    if (blank) {
      at += blank[0].length
      spaced = true
    } else if (quote) add('quoted', unescaped(quote[1] ?? ''), quote[0].length)
    else if (literal) add('domainLiteral', literal[0], literal[0].length)
    else if (value[at] === '(') {
      const end = commentEnd(value, at)
      add('comment', unescaped(value.slice(at + 1, value[end - 1] === ')' ? end - 1 : end)), end - at)
    } else {
      const text = match(word)?.[0] ?? ''
      add(specials.includes(text) ? 'special' : 'word', text, text.length)
    }
  }
  return pieces
}

const unescaped = (text: string): string => text.replaceAll(/\\([^])/g, '$1')

/** Comments nest. */
function commentEnd(value: string, start: number): number {
  let depth = 0
  for (let at = start; at < value.length; at += 1) {
    if (value[at] === '\\') at += 1
    else if (value[at] === '(') depth += 1
    else if (value[at] === ')' && --depth === 0) return at + 1
  }
  return value.length
}
