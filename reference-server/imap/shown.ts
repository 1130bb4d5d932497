import type { NumberedMessage } from '../store/account.ts'
import { flagList } from './flags.ts'
import { untagged } from './responses.ts'
import type { StateAt } from './state.ts'

/** Tells the flags of a message, unless it is known to have been asked for. */
export function flagsShown(
  { number, message: { uid, flags } }: NumberedMessage,
  { view, toldFlags }: StateAt<'selected'>,
  withUid: boolean,
): readonly Buffer[] {
  const items = [...(withUid ? [`UID ${uid}`] : []), `FLAGS ${flagList(flags, view.isRecent(uid))}`]
  return [...toldFlags.announce(flags), untagged(`${number} FETCH (${items.join(' ')})`)]
}
