import type { FolderView, Range } from '../store/account.ts'
import { inOrder, type SequenceSet } from './syntax/sequence-set.ts'

/** How a command names messages: by the numbers of the session, or by UIDs (RFC 3501 §6.4.8). */
export interface Numbering {
  /** What stands before the verb. */
  readonly prefix: '' | 'UID '
  readonly isByUid: boolean
  /** Ranges of sequence numbers, in order; undefined where a number is named that no message has. */
  readonly ranges: (set: SequenceSet, view: FolderView) => readonly Range[] | undefined
}

export const byNumber: Numbering = {
  prefix: '',
  isByUid: false,
  ranges: (set, { uids }) => {
    const wanted = inOrder(set, uids.length)
    const isThere = (wanted[0]?.from ?? 0) > 0 && (wanted.at(-1)?.to ?? 0) <= uids.length
    return isThere ? wanted : undefined
  },
}

/** UIDs that do not exist are skipped. */
export const byUid: Numbering = {
  prefix: 'UID ',
  isByUid: true,
  ranges: (set, view) =>
    inOrder(set, view.uids.at(-1) ?? 0)
      .map((uids) => view.numbersOf(uids))
      .filter(({ from, to }) => from <= to),
}

/** Splits ranges into parts of no more than so many numbers. */
export function* inBatches(ranges: readonly Range[], most: number): Generator<Range> {
  for (const { from, to } of ranges) {
    for (let next = from; next <= to; next += most) yield { from: next, to: Math.min(to, next + most - 1) }
  }
}

/** The UIDs of a range of sequence numbers. */
export const uidsIn = ({ from, to }: Range, { uids }: FolderView): readonly number[] =>
  uids.slice(from - 1, to)
