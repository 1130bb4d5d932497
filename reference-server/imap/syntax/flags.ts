import { lowerCase } from '../../policy/ascii.ts'
import { systemFlags } from '../flags.ts'
import { either, map, pair, separated, token, type Parser } from './parser.ts'
import { list, space } from './words.ts'

// RFC 3501 §9, flag: no client may set \Recent, nor a flag of the system that does not exist.

/** What a keyword may be long at most. */
const mostLetters = 100

const systemFlag = map(token(/\\[!#$&'+-[^-z|}~]+/), (text) =>
  systemFlags.find((flag) => lowerCase(flag) === lowerCase(text)),
)

/** Good: `$Work`. Bad: `\Seen`, what is longer than a keyword may be. */
export const keywordFlag = map(token(/[!#$&'+-[^-z|}~]+/), (text) =>
  text.length <= mostLetters ? text : undefined,
)

const flag = either(systemFlag, keywordFlag)

const noFlags = map(token(/\(\)/), (): readonly string[] => [])

/** Good: `()`, `(\Seen $Work)`. Bad: `\Seen`, `(\Recent)`, `(\Strange)`. */
export const flagList: Parser<ReadonlySet<string>> = map(
  either(noFlags, list(flag)),
  (flags) => new Set(flags),
)

/** The same, or without parentheses. Good: `\Seen $Work`. Bad: the empty string. */
export const flags: Parser<ReadonlySet<string>> = either(
  flagList,
  map(separated(flag, space), (some) => new Set(some)),
)

/** What STORE changes (RFC 3501 §6.4.6). */
export interface StoreItem {
  readonly how: 'add' | 'remove' | 'replace'
  readonly isSilent: boolean
}

const ways: Readonly<Record<string, StoreItem['how']>> = { '': 'replace', '+': 'add', '-': 'remove' }

/** Good: `FLAGS`, `+FLAGS.SILENT`. Bad: `*FLAGS`, `FLAGS.LOUD`. */
export const storeItem: Parser<StoreItem> = map(
  pair(token(/[+-]?/), token(/FLAGS(?:\.SILENT)?/i)),
  ([sign, word]) => ({ how: ways[sign] ?? 'replace', isSilent: word.includes('.') }),
)
