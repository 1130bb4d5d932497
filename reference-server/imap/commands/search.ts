import type { Command } from '../command.ts'
import { conditionOf, type Condition } from '../search/condition.ts'
import { find } from '../search/find.ts'
import { byNumber, byUid, type Numbering } from '../numbering.ts'
import { tagged, untagged, type ResponseName } from '../responses.ts'
import { enabling, type Context, type Response, type StateAt } from '../state.ts'
import {
  asksForModseq,
  searchCommand,
  type SearchCommand,
  type SearchKey,
  type SearchResult,
} from '../syntax/search-command.ts'
import { writtenSet } from '../syntax/sequence-set.ts'

/** SEARCH keys (RFC 3501 §6.4.4). No number may change while it is answered. */
export const search = searching(byNumber)

/** UID SEARCH keys (RFC 3501 §6.4.8). */
export const uidSearch = searching(byUid)

function searching({ prefix, isByUid }: Numbering): Command<SearchCommand, 'selected'> {
  return {
    verb: `${prefix}SEARCH`,
    brings: ['ESEARCH', 'WITHIN'],
    during: ['selected'],
    parse: searchCommand,
    answer: ({ results, charset, key }, selected, context) => {
      const numbersStay = !isByUid
      const condition = conditionIn(charset, key, selected, context)
      if (typeof condition === 'string') return { reply: tagged(context.tag, condition), numbersStay }
      const counts = asksForModseq(key)
      return {
        untagged: found(condition, selected, { results, isByUid, counts, tag: context.tag }),
        reply: tagged(context.tag, 'done'),
        numbersStay,
        ...(counts && { next: enabling(selected, ['CONDSTORE']) }),
      }
    },
  }
}

/** The charsets of strings in SEARCH, SORT and THREAD: one is part of the other. */
const charsets: ReadonlySet<string> = new Set(['US-ASCII', 'UTF-8'])

/** Makes a condition of a key, or says why there is none. */
export function conditionIn(
  charset: string | undefined,
  key: SearchKey,
  { view }: StateAt<'selected'>,
  { host }: Context,
): Condition | ResponseName {
  if (charset !== undefined && !charsets.has(charset.toUpperCase())) return 'charsetUnknown'
  const { uids } = view
  const standard = { lastNumber: uids.length, lastUid: uids.at(-1) ?? 0, now: host.clock.now() }
  return conditionOf(key, standard) ?? 'textMalformed'
}

interface Told {
  readonly results: readonly SearchResult[] | undefined
  readonly isByUid: boolean
  /** Whether the number of the last change among those found is told (RFC 7162 §3.1.5). */
  readonly counts: boolean
  readonly tag: string
}

async function* found(
  condition: Condition,
  { view }: StateAt<'selected'>,
  { results, isByUid, counts, tag }: Told,
): AsyncGenerator<Response | undefined> {
  const numbers: number[] = []
  let modseq = 0
  for await (const one of find(condition, view)) {
    if (one) {
      numbers.push(isByUid ? one.message.uid : one.number)
      modseq = Math.max(modseq, one.message.modseq)
    }
    yield undefined
  }
  const last = counts && modseq > 0 ? `MODSEQ ${modseq}` : undefined
  if (!results) return yield untagged(['SEARCH', ...numbers, ...(last ? [`(${last})`] : [])].join(' '))
  const uid = isByUid ? ' UID' : ''
  yield untagged(`ESEARCH (TAG "${tag}")${uid}${extended(numbers, results)}${last ? ` ${last}` : ''}`)
}

/** What RFC 4731 §3.1 tells of ascending numbers: of none, how many they are at most. */
function extended(numbers: readonly number[], results: readonly SearchResult[]): string {
  const [first, last] = [numbers[0], numbers.at(-1)]
  const all: readonly (readonly [SearchResult, string | number | undefined])[] = [
    ['MIN', first],
    ['MAX', last],
    ['COUNT', numbers.length],
    ['ALL', writtenSet(numbers) || undefined],
  ]
  return all
    .filter(([result, value]) => results.includes(result) && value !== undefined)
    .map(([result, value]) => ` ${result} ${value}`)
    .join('')
}
