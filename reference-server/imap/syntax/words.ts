import { isUtf8 } from 'node:buffer'
import { after, before, either, map, pair, separated, token, type Parser } from './parser.ts'

// RFC 3501 §9.

export const space = token(/ /)

/** No argument. Bad: ` `, `x`. */
export const nothing: Parser<null> = (_text, at) => ({ value: null, end: at })

/** Good: `CRAM-MD5`. Bad: `"x"`, `a b`, `a]`. */
export const atom = token(/[!#$&'+-[^-z|}~]+/)

/** Good: `42`. Bad: `4294967296`. */
export const number = map(token(/0|[1-9]\d{0,9}/), (digits) =>
  Number(digits) < 2 ** 32 ? Number(digits) : undefined,
)

/** Good: `1`. Bad: `0`, `01`. */
export const nonZeroNumber = map(number, (value) => (value > 0 ? value : undefined))

const quoted = map(token(/"(?:[^"\\\r\n\0]|\\["\\])*"/), (text) =>
  text.slice(1, -1).replaceAll(/\\(.)/g, '$1'),
)

/** What stands in a command as it came: its announcement, then so many octets. */
const announced =
  (announcement: Parser<string>): Parser<string> =>
  (text, at) => {
    const found = announcement(text, at)
    if (!found) return undefined
    const end = found.end + Number.parseInt(found.value.replace(/^~?\{/, ''), 10)
    return end <= text.length ? { value: text.slice(found.end, end), end } : undefined
  }

/** A literal has no NUL. */
const literal = map(announced(token(/\{\d{1,20}\+?\}\r?\n/)), (octets) =>
  octets.includes('\0') ? undefined : octets,
)

/** A literal, or one that may hold any octets (RFC 3516 §4.4). */
export const anyLiteral = either(literal, announced(token(/~\{\d{1,20}\+?\}\r?\n/)))

/** Octets in quotes or as a literal. Good: `"a \"b\""`, `{3}` CRLF `abc`. Bad: `abc`. */
export const string = either(quoted, literal)

/** The same, or octets that need no quotes. Good: `alice@local.test`. Bad: `a b`, the empty string. */
export const astring = either(token(/[!#$&'+-[\]^-z|}~]+/), string)

/** A string or NIL, which is null. */
export const nstring = either<string | null>(
  map(token(/NIL/i), () => null),
  string,
)

/** A mailbox name that may hold the wildcards `%` and `*`. */
export const listMailbox = either(token(/[!#-'*-[\]^-z|}~]+/), string)

/** A string whose octets are UTF-8, as text. */
export const utf8 = (octets: Parser<string>): Parser<string> =>
  map(octets, (text) => {
    const sent = Buffer.from(text, 'latin1')
    return isUtf8(sent) ? sent.toString('utf8') : undefined
  })

/** One or more in parentheses, a space between each two. */
export const list = <T>(item: Parser<T>): Parser<readonly T[]> =>
  before(after(token(/\(/), separated(item, space)), token(/\)/))

/** Two things, a space between them. */
export const spaced = <A, B>(first: Parser<A>, second: Parser<B>): Parser<readonly [A, B]> =>
  pair(first, after(space, second))
