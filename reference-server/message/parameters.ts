import { joined, lexerFor } from './lexer.ts'

/** A value with parameters, as Content-Type and Content-Disposition have it (RFC 2045 §5.1, RFC 2183). */
export interface Parameterised {
  /** `text/plain`, in lower case; empty where there is none. */
  readonly value: string
  /** Names in lower case, in their order. */
  readonly parameters: readonly (readonly [name: string, value: string])[]
}

const lex = lexerFor(';=')

/** No honest value has more parameters than fit in. */
const longest = 2 ** 14

/** Reads as much as can be read: `text/plain; charset="utf-8" (as ever)`. */
export function readParameterised(text: string): Parameterised {
  const [value = [], ...rest] = splitAt(
    lex(text.slice(0, longest)).filter(({ is }) => is !== 'comment'),
    ';',
  )
  return {
    value: joined(value).toLowerCase(),
    parameters: rest.flatMap((pieces) => {
      const [name, equals, ...words] = pieces
      if (name?.is !== 'word' || equals?.text !== '=' || words.length === 0) return []
      return [[name.text.toLowerCase(), joined(words)] as const]
    }),
  }
}

/** Cuts a list wherever a special character stands. */
function splitAt<T extends { readonly is: string; readonly text: string }>(
  pieces: readonly T[],
  mark: string,
): readonly (readonly T[])[] {
  const lists: T[][] = [[]]
  for (const piece of pieces) {
    if (piece.is === 'special' && piece.text === mark) lists.push([])
    else lists.at(-1)?.push(piece)
  }
  return lists
}
