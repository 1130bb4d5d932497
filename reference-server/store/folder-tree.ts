import { folderNamed, folderNames, makeFolder, moveName, removeName } from './folder-names.ts'
import type { Problem } from './problem.ts'
import type { RowsToRead, Tables } from './store.ts'
import { declareTable } from './table.ts'

// Folders within folders: `/` stands between the names of levels.

const uses = declareTable('folder-uses', { key: ['text', 'text'], columns: { use: 'text' } })

/** How many folders an account has at most. */
const mostFolders = 10_000

const exists: Problem = { problem: 'folder-exists' }
const unknown: Problem = { problem: 'no-such-folder' }
const forbidden: Problem = { problem: 'not-allowed' }
const full: Problem = { problem: 'too-many' }

/** The names of the levels above a folder, the highest first. */
export const namesAbove = (name: string): readonly string[] => {
  const levels = name.split('/')
  return levels.slice(1).map((_, above) => levels.slice(0, above + 1).join('/'))
}

/** A folder to be made. */
export interface NewFolder {
  readonly account: string
  readonly name: string
  readonly seconds: number
  /** What it is for (RFC 6154): `\\Drafts`. */
  readonly use?: string | undefined
}

/** Makes a folder, and those above it that are not there; gives its number. */
export function makeTree({ account, name, seconds, use }: NewFolder, table: Tables): number | Problem {
  if (folderNamed(account, name, table) !== undefined) return exists
  const missing = missingAbove(account, name, table)
  if (folderNames(account, table).length + missing.length >= mostFolders) return full
  for (const above of missing) makeFolder({ account, name: above, seconds }, table)
  if (use !== undefined) table(uses).put([account, name], { use })
  return makeFolder({ account, name, seconds }, table)
}

const missingAbove = (account: string, name: string, table: RowsToRead): readonly string[] =>
  namesAbove(name).filter((above) => folderNamed(account, above, table) === undefined)

/** Takes a name away; what is within the folder stays. */
export function removeFromTree(account: string, name: string, table: Tables): void {
  removeName(account, name, table)
  table(uses).delete([account, name])
}

/** A folder that is to have another name. */
interface Renaming {
  readonly account: string
  readonly from: string
  readonly to: string
  readonly seconds: number
}

/** Gives a folder and those within it other names; a level that is no folder itself is renamed with what is within. */
export function renameTree({ account, from, to, seconds }: Renaming, table: Tables): Problem | undefined {
  const names = folderNames(account, table)
  const moved = names.filter((name) => name === from || name.startsWith(`${from}/`))
  if (moved.length === 0) return unknown
  if (to.startsWith(`${from}/`)) return forbidden
  const isTaken = (name: string) => name === to || name.startsWith(`${to}/`)
  if (names.some(isTaken)) return exists
  const missing = missingAbove(account, to, table)
  if (names.length + missing.length >= mostFolders) return full
  for (const name of moved) {
    const renamed = to + name.slice(from.length)
    moveName(account, { from: name, to: renamed }, table)
    const use = table(uses).get([account, name])
    table(uses).delete([account, name])
    if (use) table(uses).put([account, renamed], use)
  }
  for (const name of missingAbove(account, to, table)) makeFolder({ account, name, seconds }, table)
  return undefined
}

/** What folders are for, by name. */
export const usesIn = (account: string, table: RowsToRead): ReadonlyMap<string, string> =>
  new Map(
    table(uses)
      .list([account])
      .map(([name, { use }]) => [name, use]),
  )
