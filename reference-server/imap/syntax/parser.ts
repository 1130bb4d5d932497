/** What a parser found, and where that ends. */
interface Found<T> {
  readonly value: T
  readonly end: number
}

/**
 * Reads something at a place in a command; undefined when it is not there. The text holds one character an octet, so
 * nothing is lost of what the client sent, and literals stand in it as they came.
 */
export type Parser<T> = (text: string, at: number) => Found<T> | undefined

/** Reads all of a text, with nothing left over. */
export function parseWhole<T>(parser: Parser<T>, text: string): { readonly value: T } | undefined {
  const found = parser(text, 0)
  return found?.end === text.length ? found : undefined
}

/** Reads what a pattern matches. */
export function token(pattern: RegExp): Parser<string> {
  const here = new RegExp(pattern.source, `${pattern.flags}y`)
  return (text, at) => {
    here.lastIndex = at
    const [value] = here.exec(text) ?? []
    return value === undefined ? undefined : { value, end: at + value.length }
  }
}

/** Reads a word in any case of letters. */
export const keyword = <const W extends string>(word: W): Parser<W> => {
  const octets = token(new RegExp(word.replaceAll(/\W/g, '\\$&'), 'i'))
  return map(octets, () => word)
}

/** Makes something else of what was read; undefined says that it is not well formed after all. */
export const map =
  <T, U>(parser: Parser<T>, change: (value: T) => U | undefined): Parser<U> =>
  (text, at) => {
    const found = parser(text, at)
    const value = found && change(found.value)
    return found && value !== undefined ? { value, end: found.end } : undefined
  }

/** Reads one thing and the next. */
export const pair =
  <A, B>(first: Parser<A>, second: Parser<B>): Parser<readonly [A, B]> =>
  (text, at) => {
    const one = first(text, at)
    const other = one && second(text, one.end)
    return other && { value: [one.value, other.value], end: other.end }
  }

/** Reads two things and keeps the second. */
export const after = <T>(first: Parser<unknown>, second: Parser<T>): Parser<T> =>
  map(pair(first, second), ([, value]) => value)

/** Reads two things and keeps the first. */
export const before = <T>(first: Parser<T>, second: Parser<unknown>): Parser<T> =>
  map(pair(first, second), ([value]) => value)

/** Reads whichever comes first among these. */
export const either =
  <T>(...parsers: readonly Parser<T>[]): Parser<T> =>
  (text, at) => {
    for (const parser of parsers) {
      const found = parser(text, at)
      if (found) return found
    }
    return undefined
  }

/** Reads something that may be missing. */
export const optional =
  <T>(parser: Parser<T>): Parser<{ readonly given?: T }> =>
  (text, at) => {
    const found = parser(text, at)
    return found ? { value: { given: found.value }, end: found.end } : { value: {}, end: at }
  }

/** Reads one or more, with something between each two. */
export const separated =
  <T>(parser: Parser<T>, between: Parser<unknown>): Parser<readonly T[]> =>
  (text, at) => {
    const values: T[] = []
    const following = after(between, parser)
    let end = at
    for (let found = parser(text, at); found; found = following(text, end)) {
      values.push(found.value)
      end = found.end
    }
    return values.length > 0 ? { value: values, end } : undefined
  }
