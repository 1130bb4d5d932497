import type { Folder } from '../../store/account.ts'
import { isProblem, type Problem } from '../../store/problem.ts'
import type { Command } from '../command.ts'
import { byUid, inBatches, uidsIn } from '../numbering.ts'
import { refused, tagged } from '../responses.ts'
import type { StateAt } from '../state.ts'
import { sequenceSet, type SequenceSet } from '../syntax/sequence-set.ts'
import { nothing } from '../syntax/words.ts'

/** EXPUNGE (RFC 3501 §6.4.3). The session hears of what was removed as of any news. */
export const expunge: Command<null, 'selected'> = {
  verb: 'EXPUNGE',
  during: ['selected'],
  parse: nothing,
  answer: async (_nothing, selected, { tag }) => {
    if (selected.view.isReadOnly) return { reply: tagged(tag, 'readOnly') }
    const problem = await removeDeleted(selected.folder)
    return { reply: problem ? refused(tag, problem) : await removed(selected, tag) }
  },
}

/** UID EXPUNGE uids (RFC 4315 §2.1): of what is flagged as deleted, only these. */
export const uidExpunge: Command<SequenceSet, 'selected'> = {
  verb: 'UID EXPUNGE',
  during: ['selected'],
  parse: sequenceSet,
  answer: async (set, selected, { tag }) => {
    const { folder, view } = selected
    if (view.isReadOnly) return { reply: tagged(tag, 'readOnly') }
    for (const batch of inBatches(byUid.ranges(set, view) ?? [], atOnce)) {
      const gone = await folder.expunge(uidsIn(batch, view), 'deleted')
      if (isProblem(gone)) return { reply: refused(tag, gone) }
    }
    return { reply: await removed(selected, tag) }
  },
}

/** What answers a command that removes messages: clients that count changes are told of the last one. */
export async function removed({ folder, enabled }: StateAt<'selected'>, tag: string): Promise<Buffer> {
  if (!enabled.has('CONDSTORE')) return tagged(tag, 'done')
  const { modseq } = await folder.counts()
  return tagged(tag, 'expunged', { modseq })
}

/** How many messages are looked at, or removed in one transaction. */
const atOnce = 1000

/** Removes what is flagged as deleted, whether or not a session has been told that it is there. */
export async function removeDeleted(folder: Folder): Promise<Problem | undefined> {
  const { deleted, uidNext } = await folder.counts()
  if (deleted === 0) return undefined
  for (let from = 1; from < uidNext; from += atOnce) {
    const messages = await folder.fetch({ from, to: from + atOnce - 1 })
    const marked = messages.filter(({ flags }) => flags.has('\\Deleted')).map(({ uid }) => uid)
    const gone = marked.length === 0 ? [] : await folder.expunge(marked, 'deleted')
    if (isProblem(gone)) return gone
  }
  return undefined
}
