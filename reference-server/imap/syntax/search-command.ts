import { date } from './date-time.ts'
import {
  after,
  before,
  either,
  keyword,
  map,
  optional,
  pair,
  separated,
  token,
  type Parser,
} from './parser.ts'
import { keywordFlag } from './flags.ts'
import { modseqOrZero } from './modseq.ts'
import { sequenceSet, type SequenceSet } from './sequence-set.ts'
import { astring, list, nonZeroNumber, number, space } from './words.ts'

// RFC 3501 §6.4.4, RFC 4731, RFC 5032, RFC 7162 §3.1.5.

/** A condition on a message. Strings are octets, one character each. */
export type SearchKey =
  | { readonly is: 'all' }
  | { readonly is: 'flag'; readonly flag: string }
  | { readonly is: 'recent' }
  | { readonly is: 'numbers' | 'uids'; readonly set: SequenceSet }
  /** Days as midnights in UTC: from one on, and before another. */
  | { readonly is: 'received' | 'sent'; readonly from?: number; readonly before?: number }
  | { readonly is: 'larger' | 'smaller'; readonly octets: number }
  | { readonly is: 'younger' | 'older'; readonly seconds: number }
  | { readonly is: 'modseq'; readonly from: number }
  | { readonly is: 'field'; readonly name: string; readonly text: string }
  | { readonly is: 'body' | 'text'; readonly text: string }
  | { readonly is: 'not'; readonly key: SearchKey }
  | { readonly is: 'or' | 'and'; readonly keys: readonly SearchKey[] }

/** How deep conditions may lie within each other. */
const deepest = 30

const not = (key: SearchKey): SearchKey => ({ is: 'not', key })
const flag = (name: string): SearchKey => ({ is: 'flag', flag: name })
const recent: SearchKey = { is: 'recent' }

const words: readonly (readonly [string, SearchKey])[] = [
  ['ALL', { is: 'all' }],
  ['ANSWERED', flag('\\Answered')],
  ['DELETED', flag('\\Deleted')],
  ['DRAFT', flag('\\Draft')],
  ['FLAGGED', flag('\\Flagged')],
  ['SEEN', flag('\\Seen')],
  ['UNANSWERED', not(flag('\\Answered'))],
  ['UNDELETED', not(flag('\\Deleted'))],
  ['UNDRAFT', not(flag('\\Draft'))],
  ['UNFLAGGED', not(flag('\\Flagged'))],
  ['UNSEEN', not(flag('\\Seen'))],
  ['NEW', { is: 'and', keys: [recent, not(flag('\\Seen'))] }],
  ['OLD', not(recent)],
  ['RECENT', recent],
]

/** A word, one space and what it takes. */
const taking = <T>(word: string, argument: Parser<T>, key: (value: T) => SearchKey): Parser<SearchKey> =>
  map(after(pair(keyword(word), space), argument), key)

const day = 86_400_000

const dates = (prefix: '' | 'SENT', is: 'received' | 'sent'): readonly Parser<SearchKey>[] => [
  taking(`${prefix}BEFORE`, date, (from) => ({ is, before: from })),
  taking(`${prefix}ON`, date, (from) => ({ is, from, before: from + day })),
  taking(`${prefix}SINCE`, date, (from) => ({ is, from })),
]

const fields = ['BCC', 'CC', 'FROM', 'SUBJECT', 'TO'].map((name) =>
  taking(name, astring, (text) => ({ is: 'field', name, text })),
)

const entry = token(/"\/flags\/[^"\r\n]*" (?:priv|shared|all) /i)

const plain: readonly Parser<SearchKey>[] = [
  ...words.map(([word, key]) => map(keyword(word), () => key)),
  ...dates('', 'received'),
  ...dates('SENT', 'sent'),
  ...fields,
  taking('BODY', astring, (text) => ({ is: 'body', text })),
  taking('TEXT', astring, (text) => ({ is: 'text', text })),
  taking('HEADER', pair(astring, after(space, astring)), ([name, text]) => ({ is: 'field', name, text })),
  taking('KEYWORD', keywordFlag, flag),
  taking('UNKEYWORD', keywordFlag, (name) => not(flag(name))),
  taking('LARGER', number, (octets) => ({ is: 'larger', octets })),
  taking('SMALLER', number, (octets) => ({ is: 'smaller', octets })),
  taking('YOUNGER', nonZeroNumber, (seconds) => ({ is: 'younger', seconds })),
  taking('OLDER', nonZeroNumber, (seconds) => ({ is: 'older', seconds })),
  taking('UID', sequenceSet, (set) => ({ is: 'uids', set })),
  taking('MODSEQ', after(optional(entry), modseqOrZero), (from) => ({ is: 'modseq', from })),
  map(sequenceSet, (set) => ({ is: 'numbers', set })),
]

/** A key ends where a blank, a bracket or the command does. */
const ended = (parser: Parser<SearchKey>): Parser<SearchKey> => before(parser, token(/(?=[ )]|$)/))

const levels: Parser<SearchKey>[] = []

/** Parsers by how deep they lie; what lies too deep is malformed. */
const deeperThan =
  (depth: number): Parser<SearchKey> =>
  (text, at) =>
    levels[depth + 1]?.(text, at)

for (let depth = 0; depth <= deepest; depth += 1) {
  const deeper = deeperThan(depth)
  levels.push(
    either(
      ...plain.map(ended),
      taking('NOT', deeper, not),
      taking('OR', pair(deeper, after(space, deeper)), (keys) => ({ is: 'or', keys })),
      map(before(after(token(/\(/), separated(deeper, space)), token(/\)/)), (keys) => ({ is: 'and', keys })),
    ),
  )
}

/** One or more conditions that must all hold. Good: `UNSEEN`, `OR 1:4 (FROM a NOT SEEN)`. Bad: `()`, `FROM`. */
export const searchKeys: Parser<SearchKey> = map(separated(deeperThan(-1), space), (keys) => ({
  is: 'and',
  keys,
}))

const results = ['MIN', 'MAX', 'ALL', 'COUNT'] as const
/** What is told of what was found (RFC 4731 §3.1). */
export type SearchResult = (typeof results)[number]

const noResults = map(token(/\(\)/), (): readonly SearchResult[] => ['ALL'])

/** What SEARCH asks for. */
export interface SearchCommand {
  /** Undefined where the answer is to be a SEARCH response. */
  readonly results: readonly SearchResult[] | undefined
  readonly charset: string | undefined
  readonly key: SearchKey
}

const result = either<SearchResult>(...results.map((word) => keyword(word)))

/** Good: `UNSEEN`, `RETURN (COUNT) CHARSET UTF-8 TEXT tea`. Bad: `RETURN ALL`. */
export const searchCommand: Parser<SearchCommand> = map(
  pair(
    optional(before(after(token(/RETURN /i), either(noResults, list(result))), space)),
    pair(optional(before(after(token(/CHARSET /i), astring), space)), searchKeys),
  ),
  ([{ given: asked }, [{ given: charset }, key]]) => ({ results: asked, charset, key }),
)

/** Whether a condition asks for numbers of changes. */
export function asksForModseq(key: SearchKey): boolean {
  if (key.is === 'not') return asksForModseq(key.key)
  return key.is === 'and' || key.is === 'or' ? key.keys.some(asksForModseq) : key.is === 'modseq'
}
