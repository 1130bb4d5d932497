import { after, before, either, keyword, map, optional, pair, token, type Parser } from './parser.ts'
import { searchKeys, type SearchKey } from './search-command.ts'
import { astring, list, space } from './words.ts'

// RFC 5256.

const fields = ['ARRIVAL', 'CC', 'DATE', 'FROM', 'SIZE', 'SUBJECT', 'TO'] as const

/** What messages are sorted by. */
export interface SortKey {
  readonly by: (typeof fields)[number]
  readonly isReverse: boolean
}

const sortKey: Parser<SortKey> = map(
  pair(optional(token(/REVERSE /i)), either<SortKey['by']>(...fields.map((word) => keyword(word)))),
  ([{ given }, by]) => ({ by, isReverse: given !== undefined }),
)

/** Which messages are meant: a charset, and conditions. */
interface Wanted {
  readonly charset: string
  readonly key: SearchKey
}

const wanted: Parser<Wanted> = map(pair(astring, after(space, searchKeys)), ([charset, key]) => ({
  charset,
  key,
}))

/** Good: `(REVERSE DATE) UTF-8 ALL`. Bad: `() UTF-8 ALL`, `(DATE) ALL`. */
export const sortCommand: Parser<Wanted & { readonly by: readonly SortKey[] }> = map(
  pair(before(list(sortKey), space), wanted),
  ([by, rest]) => ({ by, ...rest }),
)

/** How messages are put into threads. */
export type Algorithm = 'ORDEREDSUBJECT' | 'REFERENCES'

/** Good: `REFERENCES UTF-8 ALL`. Bad: `STRANGE UTF-8 ALL`. */
export const threadCommand: Parser<Wanted & { readonly algorithm: Algorithm }> = map(
  pair(before(either<Algorithm>(keyword('ORDEREDSUBJECT'), keyword('REFERENCES')), space), wanted),
  ([algorithm, rest]) => ({ algorithm, ...rest }),
)
