import { isProblem } from '../../store/problem.ts'
import type { Command } from '../command.ts'
import { byNumber, byUid, inBatches, uidsIn, type Numbering } from '../numbering.ts'
import { flagsShown } from '../shown.ts'
import { refused, tagged } from '../responses.ts'
import { flags, storeItem, type StoreItem } from '../syntax/flags.ts'
import { sequenceSet, type SequenceSet } from '../syntax/sequence-set.ts'
import { spaced } from '../syntax/words.ts'

type Asked = readonly [SequenceSet, readonly [StoreItem, ReadonlySet<string>]]

/** STORE numbers item flags (RFC 3501 §6.4.6). */
export const store = storing(byNumber)

/** UID STORE uids item flags (RFC 3501 §6.4.8). */
export const uidStore = storing(byUid)

/** How many messages are changed in one transaction. */
const atOnce = 500

function storing({ prefix, isByUid, ranges }: Numbering): Command<Asked, 'selected'> {
  return {
    verb: `${prefix}STORE`,
    during: ['selected'],
    parse: spaced(sequenceSet, spaced(storeItem, flags)),
    answer: async ([set, [{ how, isSilent }, wanted]], selected, { tag }) => {
      const { view } = selected
      const numbersStay = !isByUid
      const found = ranges(set, view)
      if (!found) return { reply: tagged(tag, 'messageUnknown'), numbersStay }
      if (view.isReadOnly) return { reply: tagged(tag, 'readOnly'), numbersStay }
      const untagged: Buffer[] = []
      let isWhole = true
      for (const batch of inBatches(found, atOnce)) {
        const uids = uidsIn(batch, view)
        const changed = await view.store(uids, { how, flags: wanted })
        if (isProblem(changed)) return { untagged, reply: refused(tag, changed), numbersStay }
        isWhole &&= changed.length === uids.length
        if (!isSilent) untagged.push(...changed.flatMap((one) => flagsShown(one, selected, isByUid)))
      }
      // Others have removed what is missing; this session is told of it by a later command.
      return { untagged, reply: tagged(tag, isWhole || isByUid ? 'done' : 'someExpunged'), numbersStay }
    },
  }
}
