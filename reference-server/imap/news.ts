import { untagged } from './responses.ts'
import { flagsShown } from './shown.ts'
import type { StateAt } from './state.ts'

/** Reports changes in a folder since the session was last told, as untagged responses. */
export async function newsOf(
  selected: StateAt<'selected'>,
  options: { readonly mayExpunge: boolean },
): Promise<readonly Buffer[]> {
  const { view } = selected
  const { expunged, changed, arrived } = await view.news(options)
  return [
    ...expunged.map((number) => untagged(`${number} EXPUNGE`)),
    ...changed.flatMap((one) => flagsShown(one, selected, true)),
    ...(arrived > 0
      ? [untagged(`${view.uids.length} EXISTS`), untagged(`${view.recentCount()} RECENT`)]
      : []),
  ]
}
