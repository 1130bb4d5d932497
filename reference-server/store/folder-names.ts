import { putFolder } from './folder-rows.ts'
import { nextIds } from './ids.ts'
import type { RowsToRead, Tables } from './store.ts'
import { declareTable } from './table.ts'

const names = declareTable('folder-names', { key: ['text', 'text'], columns: { folder: 'integer' } })
const epochs = declareTable('uid-validities', { key: ['text'], columns: { last: 'integer' } })

/** The number of the folder an account has under a name. */
export const folderNamed = (account: string, name: string, table: RowsToRead): number | undefined =>
  table(names).get([account, name])?.folder

/** The names of an account's folders, in order. */
export const folderNames = (account: string, table: RowsToRead): readonly string[] =>
  table(names)
    .list([account])
    .map(([name]) => name)

/** Creates a folder. Its UIDVALIDITY is the current time, or later if the account has had that value. */
export function makeFolder(
  { account, name, seconds }: { readonly account: string; readonly name: string; readonly seconds: number },
  table: Tables,
): number {
  const folder = nextIds('folder', 1, table)
  const last = Math.max(seconds, (table(epochs).get([account])?.last ?? 0) + 1)
  table(epochs).put([account], { last })
  table(names).put([account, name], { folder })
  putFolder(folder, last, table)
  return folder
}

/** Gives a folder another name. */
export function moveName(
  account: string,
  { from, to }: { readonly from: string; readonly to: string },
  table: Tables,
): void {
  const row = table(names).get([account, from])
  if (!row) return
  table(names).delete([account, from])
  table(names).put([account, to], row)
}

/** Takes the name of a folder away. */
export const removeName = (account: string, name: string, table: Tables): void =>
  void table(names).delete([account, name])
