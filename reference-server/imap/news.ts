import type { FolderView } from '../store/account.ts'
import { flagList } from './flags.ts'
import { untagged } from './responses.ts'

/** Reports changes in a folder since the session was last told, as untagged responses. */
export async function newsOf(
  view: FolderView,
  options: { readonly mayExpunge: boolean },
): Promise<readonly Buffer[]> {
  const { expunged, changed, arrived } = await view.news(options)
  return [
    ...expunged.map((number) => untagged(`${number} EXPUNGE`)),
    ...changed.map(({ number, message: { uid, flags } }) =>
      untagged(`${number} FETCH (UID ${uid} FLAGS ${flagList(flags, view.isRecent(uid))})`),
    ),
    ...(arrived > 0
      ? [untagged(`${view.uids.length} EXISTS`), untagged(`${view.recentCount()} RECENT`)]
      : []),
  ]
}
