import { untagged } from './responses.ts'
import { flagsShown } from './shown.ts'
import type { StateAt } from './state.ts'
import { rangesOf } from './syntax/sequence-set.ts'
import { vanished } from './vanished.ts'

/** Reports changes in a folder since the session was last told, as untagged responses. */
export async function newsOf(
  selected: StateAt<'selected'>,
  options: { readonly mayExpunge: boolean },
): Promise<readonly Buffer[]> {
  const { view } = selected
  const { expunged, expungedUids, changed, arrived } = await view.news(options)
  return [
    ...(selected.enabled.has('QRESYNC')
      ? vanished(rangesOf(expungedUids), 'now')
      : expunged.map((number) => untagged(`${number} EXPUNGE`))),
    ...changed.flatMap((one) => flagsShown(one, selected, { withUid: true })),
    ...(arrived > 0
      ? [untagged(`${view.uids.length} EXISTS`), untagged(`${view.recentCount()} RECENT`)]
      : []),
  ]
}
