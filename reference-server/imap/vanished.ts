import type { Range } from '../store/account.ts'
import { placeOf } from '../store/order.ts'
import { untagged } from './responses.ts'
import { writtenRanges } from './syntax/sequence-set.ts'

/** Finds what of some ranges of UIDs is not there, in order. */
export function missingAmong(ranges: readonly Range[], uids: readonly number[]): readonly Range[] {
  const missing: Range[] = []
  for (const { from, to } of ranges) {
    let next = from
    for (let place = placeOf(from, uids); place < uids.length; place += 1) {
      const uid = uids[place] ?? Infinity
      if (uid > to) break
      if (uid > next) missing.push({ from: next, to: uid - 1 })
      next = uid + 1
    }
    if (next <= to) missing.push({ from: next, to })
  }
  return missing
}

/**
 * Tells which UIDs are gone (RFC 7162 §3.2.10), unless there are none.
 *
 * @param when whether they went before the mailbox was selected
 */
export const vanished = (gone: readonly Range[], when: 'now' | 'earlier'): readonly Buffer[] =>
  gone.length === 0
    ? []
    : [untagged(`VANISHED ${when === 'earlier' ? '(EARLIER) ' : ''}${writtenRanges(gone)}`)]
