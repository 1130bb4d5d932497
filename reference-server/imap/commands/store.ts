import { isProblem } from '../../store/problem.ts'
import type { Command } from '../command.ts'
import { byNumber, byUid, inBatches, uidsIn, type Numbering } from '../numbering.ts'
import { flagsShown } from '../shown.ts'
import { refused, tagged } from '../responses.ts'
import { enabling } from '../state.ts'
import { flags as flagsOfStore, storeItem, type StoreItem } from '../syntax/flags.ts'
import { modseqOrZero } from '../syntax/modseq.ts'
import { after, before, map, optional, pair, token, type Parser } from '../syntax/parser.ts'
import { sequenceSet, writtenSet, type SequenceSet } from '../syntax/sequence-set.ts'
import { spaced } from '../syntax/words.ts'

interface Asked {
  readonly set: SequenceSet
  readonly unchangedSince: number | undefined
  readonly item: StoreItem
  readonly flags: ReadonlySet<string>
}

const since = before(after(token(/\(UNCHANGEDSINCE /i), modseqOrZero), token(/\) /))

const parse: Parser<Asked> = map(
  spaced(sequenceSet, pair(optional(since), spaced(storeItem, flagsOfStore))),
  ([set, [{ given: unchangedSince }, [item, flags]]]) => ({ set, unchangedSince, item, flags }),
)

/** STORE numbers item flags (RFC 3501 §6.4.6, RFC 7162 §3.1.3). */
export const store = storing(byNumber)

/** UID STORE uids item flags (RFC 3501 §6.4.8). */
export const uidStore = storing(byUid)

/** How many messages are changed in one transaction. */
const atOnce = 500

function storing({ prefix, isByUid, ranges }: Numbering): Command<Asked, 'selected'> {
  return {
    verb: `${prefix}STORE`,
    during: ['selected'],
    parse,
    answer: async ({ set, unchangedSince, item: { how, isSilent }, flags }, asked, { tag }) => {
      const selected = unchangedSince === undefined ? asked : enabling(asked, ['CONDSTORE'])
      const { view, enabled } = selected
      const common = { numbersStay: !isByUid, next: selected }
      const found = ranges(set, view)
      if (!found) return { reply: tagged(tag, 'messageUnknown'), numbersStay: !isByUid }
      if (view.isReadOnly) return { reply: tagged(tag, 'readOnly'), ...common }
      const untagged: Buffer[] = []
      const left: number[] = []
      const isTold = !isSilent || enabled.has('CONDSTORE')
      let isWhole = true
      for (const batch of inBatches(found, atOnce)) {
        const uids = uidsIn(batch, view)
        const changed = await view.store(uids, { how, flags, unchangedSince })
        if (isProblem(changed)) return { untagged, reply: refused(tag, changed), ...common }
        isWhole &&= changed.length === uids.length
        for (const one of changed) {
          if (one.isLeft) left.push(isByUid ? one.message.uid : one.number)
          else if (isTold) {
            untagged.push(...flagsShown(one, selected, { withUid: isByUid, withFlags: !isSilent }))
          }
        }
      }
      // Others have removed what is missing; this session is told of it by a later command.
      if (!isWhole && !isByUid) return { untagged, reply: tagged(tag, 'someExpunged'), ...common }
      if (left.length === 0) return { untagged, reply: tagged(tag, 'done'), ...common }
      return { untagged, reply: tagged(tag, 'someChanged', { numbers: writtenSet(left) }), ...common }
    },
  }
}
