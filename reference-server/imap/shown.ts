import type { NumberedMessage } from '../store/account.ts'
import { flagList } from './flags.ts'
import { untagged } from './responses.ts'
import type { StateAt } from './state.ts'

/** Tells the flags of a message, and the number of its last change to clients that count changes. */
export function flagsShown(
  { number, message: { uid, flags, modseq } }: NumberedMessage,
  { view, toldFlags, enabled }: StateAt<'selected'>,
  { withUid, withFlags = true }: { readonly withUid: boolean; readonly withFlags?: boolean },
): readonly Buffer[] {
  const items = [
    ...(withUid || enabled.has('QRESYNC') ? [`UID ${uid}`] : []),
    ...(withFlags ? [`FLAGS ${flagList(flags, view.isRecent(uid))}`] : []),
    ...(enabled.has('CONDSTORE') ? [`MODSEQ (${modseq})`] : []),
  ]
  return [...toldFlags.announce(flags), untagged(`${number} FETCH (${items.join(' ')})`)]
}
