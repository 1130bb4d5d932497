import type { Copied } from '../../store/account.ts'
import { isProblem } from '../../store/problem.ts'
import type { Command } from '../command.ts'
import { mailboxNamed } from '../mailbox-names.ts'
import { byNumber, byUid, uidsIn, type Numbering } from '../numbering.ts'
import { openMailbox } from '../open-mailbox.ts'
import { refused, status, tagged } from '../responses.ts'
import { removed } from './expunge.ts'
import { sequenceSet, writtenSet, type SequenceSet } from '../syntax/sequence-set.ts'
import { astring, spaced } from '../syntax/words.ts'

type Asked = readonly [SequenceSet, string]

/** COPY numbers mailbox (RFC 3501 §6.4.7): all of them or none. */
export const copy = transferring('COPY', byNumber)

/** UID COPY uids mailbox. */
export const uidCopy = transferring('COPY', byUid)

/** MOVE numbers mailbox (RFC 6851): all of them or none. */
export const move = transferring('MOVE', byNumber)

/** UID MOVE uids mailbox. */
export const uidMove = transferring('MOVE', byUid)

function transferring(
  verb: 'COPY' | 'MOVE',
  { prefix, isByUid, ranges }: Numbering,
): Command<Asked, 'selected'> {
  const moves = verb === 'MOVE'
  return {
    verb: `${prefix}${verb}`,
    brings: moves ? ['MOVE'] : ['UIDPLUS'],
    during: ['selected'],
    parse: spaced(sequenceSet, astring),
    answer: async ([set, name], state, context) => {
      const { folder, view } = state
      const { tag } = context
      const found = ranges(set, view)
      if (!found) return { reply: tagged(tag, 'messageUnknown'), numbersStay: true }
      if (moves && view.isReadOnly) return { reply: tagged(tag, 'readOnly') }
      const target = await openMailbox(name, state, context)
      if (isProblem(target))
        return { reply: refused(tag, target, mailboxNamed(name, state.enabled) !== undefined) }
      const uids = found.flatMap((range) => uidsIn(range, view))
      const which = isByUid ? 'those there are' : 'all'
      const copied = moves
        ? await folder.move(uids, target.name, which)
        : await folder.copy(uids, target.name, which)
      if (isProblem(copied)) return { reply: refused(tag, copied) }
      if (copied.length === 0) return { reply: tagged(tag, 'done') }
      const words = { uidValidity: target.uidValidity, ...sets(copied) }
      // The client learns where the messages are before it learns that they have gone (RFC 6851 §4.3).
      if (moves) return { untagged: [status('copied', words)], reply: await removed(state, tag) }
      return { reply: tagged(tag, 'copied', words) }
    },
  }
}

/** What was copied and what it became, pair by pair (RFC 4315 §3). */
const sets = (copied: readonly Copied[]) => ({
  from: writtenSet(copied.map(({ from }) => from)),
  to: writtenSet(copied.map(({ to }) => to)),
})
