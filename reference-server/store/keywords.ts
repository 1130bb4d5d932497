import { lowerCase } from '../policy/ascii.ts'
import type { RowsToRead, Tables } from './store.ts'
import { declareTable } from './table.ts'

// Keywords are flags that clients make up (RFC 3501 §2.3.2). A folder knows each by its letters in lower case, and
// spells it as the client that first used it.

const keywords = declareTable('keywords', { key: ['integer', 'text'], columns: { spelt: 'text' } })

/** How many keywords a folder has at most: each is told to every session. */
export const mostKeywords = 200

/** The keywords of a folder, in order. */
export const keywordsOf = (folder: number, table: RowsToRead): readonly string[] =>
  table(keywords)
    .list([folder])
    .map(([, { spelt }]) => spelt)

/** Gives flags as the folder spells them. New keywords are the folder's from here on; those it has no room for are left out. */
export function flagsIn(folder: number, flags: ReadonlySet<string>, table: Tables): ReadonlySet<string> {
  const given = new Set<string>()
  for (const flag of flags) {
    const spelt = isKeyword(flag) ? keywordIn(folder, flag, table) : flag
    if (spelt !== undefined) given.add(spelt)
  }
  return given
}

const isKeyword = (flag: string): boolean => !flag.startsWith('\\')

function keywordIn(folder: number, flag: string, table: Tables): string | undefined {
  const key = [folder, lowerCase(flag)] as const
  const known = table(keywords).get(key)?.spelt
  if (known !== undefined) return known
  if (table(keywords).list([folder]).length >= mostKeywords) return undefined
  table(keywords).put(key, { spelt: flag })
  return flag
}

/** Forgets the keywords of a folder. */
export function dropKeywords(folder: number, table: Tables): void {
  for (const [keyword] of table(keywords).list([folder])) table(keywords).delete([folder, keyword])
}
