import type { FlagChange, FolderView, Message, NumberedMessage, ViewOptions } from './account.ts'
import { changedRows, expungedRows, folderRow, messageRows, type MessageRow } from './folder-rows.ts'
import { placeBehind, placeOf } from './order.ts'
import { isProblem, type Problem } from './problem.ts'
import type { Store } from './store.ts'
import type { Tracker } from './tracker.ts'

/** The folder behind a view. */
export interface ViewedFolder {
  readonly id: number
  readonly store: Store
  readonly tracker: Tracker
  readonly messageOf: (row: MessageRow) => Message
  readonly changeFlags: (uids: readonly number[], change: FlagChange) => Promise<readonly Message[] | Problem>
  /** Lets go of what all views were told is gone. */
  readonly release: () => void
}

/** Shows a folder to a session. */
export function openView(folder: ViewedFolder, { isReadOnly, onChange }: ViewOptions): FolderView {
  const { id, store, tracker, messageOf } = folder
  const opened = store.read((table) => ({ ...folderRow(id, table), rows: messageRows(id, {}, table) }))
  const uids: number[] = []
  const recent = new Set<number>()
  // By UID, the modseq of what this session changed itself.
  const own = new Map<number, number>()
  let { uidNext, modseq } = opened
  const tracked = { toldUpTo: modseq, onChange }
  tracker.add(tracked)

  /** Takes messages in that are new to this session. */
  const arrive = (arrived: readonly number[]): void => {
    const from = isReadOnly ? tracker.recentFrom : tracker.takeRecent(uidNext)
    for (const uid of arrived) {
      uids.push(uid)
      if (uid >= from) recent.add(uid)
    }
  }
  arrive(opened.rows.map(({ uid }) => uid))

  const numberOf = (uid: number): number | undefined => {
    const place = placeOf(uid, uids)
    return uids[place] === uid ? place + 1 : undefined
  }
  const numbered = (message: Message): NumberedMessage[] => {
    const number = numberOf(message.uid)
    return number === undefined ? [] : [{ number, message }]
  }

  /** Takes out what is gone, the last first, so that no number told is already another's. */
  const expunge = (gone: readonly MessageRow[]): number[] => {
    const numbers = gone.flatMap(({ uid }) => numberOf(uid) ?? []).sort((one, other) => other - one)
    for (const number of numbers) uids.splice(number - 1, 1)
    for (const { uid } of gone) recent.delete(uid)
    return numbers
  }

  return {
    isReadOnly,
    uids,
    isRecent: (uid) => recent.has(uid),
    recentCount: () => recent.size,
    fetch: async (range) => {
      const from = placeOf(range.from, uids)
      const wanted = uids.slice(from, placeBehind(range.to, uids))
      const [first = 1, last = 0] = [wanted[0], wanted.at(-1)]
      const rows = store.read((table) => {
        const there = messageRows(id, { after: first - 1, upTo: last }, table)
        const gone = there.length < wanted.length ? expungedRows(id, { after: tracked.toldUpTo }, table) : []
        return new Map([...gone, ...there].map((row) => [row.uid, row]))
      })
      return wanted.flatMap((uid, place) => {
        const row = rows.get(uid)
        return row ? [{ number: from + place + 1, message: messageOf(row) }] : []
      })
    },
    store: async (wanted, change) => {
      const changed = await folder.changeFlags(wanted, change)
      if (isProblem(changed)) return changed
      for (const message of changed) if (message.modseq > modseq) own.set(message.uid, message.modseq)
      return changed.flatMap(numbered)
    },
    news: async ({ mayExpunge }) => {
      const now = store.read((table) => ({
        ...folderRow(id, table),
        changed: changedRows(id, modseq, table),
        gone: mayExpunge ? expungedRows(id, { after: tracked.toldUpTo }, table) : [],
      }))
      const expunged = expunge(now.gone)
      const { fresh = [], known = [] } = Object.groupBy(now.changed, ({ uid }) =>
        uid < uidNext ? 'known' : 'fresh',
      )
      const others = known.filter((row) => own.get(row.uid) !== row.modseq)
      own.clear()
      ;({ uidNext, modseq } = now)
      arrive(fresh.map(({ uid }) => uid).sort((one, other) => one - other))
      if (mayExpunge) tracked.toldUpTo = modseq
      if (now.gone.length > 0) folder.release()
      return { expunged, changed: others.flatMap((row) => numbered(messageOf(row))), arrived: fresh.length }
    },
    close: () => {
      tracker.remove(tracked)
      folder.release()
    },
  }
}
