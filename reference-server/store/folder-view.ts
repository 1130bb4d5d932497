import type { FlagChange, Flagged, FolderView, Message, NumberedMessage, ViewOptions } from './account.ts'
import {
  changedRows,
  expungedRows,
  folderRow,
  isUnseen,
  messageRows,
  type MessageRow,
} from './folder-rows.ts'
import { placeBehind, placeOf } from './order.ts'
import { isProblem, type Problem } from './problem.ts'
import type { Store } from './store.ts'
import type { Tracker } from './tracker.ts'
import { createTurn } from '../surroundings/turn.ts'

/** The folder behind a view. */
export interface ViewedFolder {
  readonly id: number
  readonly store: Store
  readonly tracker: Tracker
  readonly messageOf: (row: MessageRow) => Message
  readonly changeFlags: (uids: readonly number[], change: FlagChange) => Promise<readonly Flagged[] | Problem>
  /** Deletes what all views have been told is removed. */
  readonly release: () => void
}

/** Shows a folder to a session. */
export async function openView(folder: ViewedFolder, options: ViewOptions): Promise<FolderView> {
  const { id, store, tracker } = folder
  const before = store.read((table) => folderRow(id, table))
  const tracked = { toldUpTo: before.modseq, onChange: options.onChange }
  tracker.add(tracked)
  try {
    const known = await readUids(id, before.uidNext, store)
    return createView(folder, { ...before, ...known, isReadOnly: options.isReadOnly, tracked })
  } catch (cause) {
    tracker.remove(tracked)
    throw cause
  }
}

/** How many messages are read before other work gets a turn. */
const atMost = 1000

/** Reads the messages before a UID. What others change meanwhile is news to the session. */
async function readUids(id: number, uidNext: number, store: Store) {
  const uids: number[] = []
  const turn = createTurn()
  let firstUnseen: number | undefined
  for (let after = 0; after < uidNext - 1;) {
    const bounds = { after, upTo: uidNext - 1, atMost }
    const rows = store.read((table) => messageRows(id, bounds, table))
    const place = rows.findIndex(isUnseen)
    if (place >= 0) firstUnseen ??= uids.length + place + 1
    for (const { uid } of rows) uids.push(uid)
    after = rows.at(-1)?.uid ?? uidNext
    await turn.step()
  }
  return { uids, firstUnseen }
}

/** What a view begins with. */
interface Beginning {
  readonly isReadOnly: boolean
  readonly uids: number[]
  readonly firstUnseen: number | undefined
  readonly uidNext: number
  readonly modseq: number
  readonly tracked: { toldUpTo: number; readonly onChange: () => void }
}

function createView(
  folder: ViewedFolder,
  { isReadOnly, uids, firstUnseen, tracked, ...begun }: Beginning,
): FolderView {
  const { id, store, tracker, messageOf } = folder
  const recent = new Set<number>()
  // By UID, the modseq of what this session changed itself.
  const own = new Map<number, number>()
  let { uidNext, modseq } = begun

  /** Claims as recent what no other session has claimed. */
  const takeRecent = (arrived: readonly number[]): void => {
    const from = isReadOnly ? tracker.recentFrom : tracker.takeRecent(uidNext)
    for (const uid of arrived) if (uid >= from) recent.add(uid)
  }
  takeRecent(uids)

  const numberOf = (uid: number): number | undefined => {
    const place = placeOf(uid, uids)
    return uids[place] === uid ? place + 1 : undefined
  }
  const numbered = (message: Message): NumberedMessage[] => {
    const number = numberOf(message.uid)
    return number === undefined ? [] : [{ number, message }]
  }

  /** Removes what is gone, the highest number first, so that no announced number is already another message's. */
  const expunge = (gone: readonly MessageRow[]): number[] => {
    const numbers = gone.flatMap(({ uid }) => numberOf(uid) ?? []).sort((one, other) => other - one)
    for (const number of numbers) uids.splice(number - 1, 1)
    for (const { uid } of gone) recent.delete(uid)
    return numbers
  }

  return {
    isReadOnly,
    uids,
    firstUnseen,
    isRecent: (uid) => recent.has(uid),
    recentCount: () => recent.size,
    fetch: async ({ from, to }) => {
      const wanted = uids.slice(from - 1, to)
      const [first = 1, last = 0] = [wanted[0], wanted.at(-1)]
      const rows = store.read((table) => {
        const there = messageRows(id, { after: first - 1, upTo: last }, table)
        const gone = there.length < wanted.length ? expungedRows(id, { after: tracked.toldUpTo }, table) : []
        return new Map([...gone, ...there].map((row) => [row.uid, row]))
      })
      return wanted.flatMap((uid, place) => {
        const row = rows.get(uid)
        return row ? [{ number: from + place, message: messageOf(row) }] : []
      })
    },
    numbersOf: ({ from, to }) => ({ from: placeOf(from, uids) + 1, to: placeBehind(to, uids) }),
    store: async (wanted, change) => {
      const changed = await folder.changeFlags(wanted, change)
      if (isProblem(changed)) return changed
      return changed.flatMap(({ message, before, isLeft }) => {
        // What others did before stays news.
        const isKnown = before <= modseq || own.get(message.uid) === before
        if (message.modseq > modseq && isKnown && !isLeft) own.set(message.uid, message.modseq)
        return numbered(message).map((one) => ({ ...one, isLeft }))
      })
    },
    news: async ({ mayExpunge }) => {
      const now = store.read((table) => ({
        ...folderRow(id, table),
        changed: changedRows(id, modseq, table),
        gone: mayExpunge ? expungedRows(id, { after: tracked.toldUpTo }, table) : [],
      }))
      const known = now.gone.map(({ uid }) => uid).filter((uid) => numberOf(uid) !== undefined)
      const expungedUids = known.sort((one, other) => one - other)
      const expunged = expunge(now.gone)
      const { fresh = [], seen = [] } = Object.groupBy(now.changed, ({ uid }) =>
        uid < uidNext ? 'seen' : 'fresh',
      )
      const others = seen.filter((row) => own.get(row.uid) !== row.modseq)
      own.clear()
      ;({ uidNext, modseq } = now)
      const arrived = fresh.map(({ uid }) => uid).sort((one, other) => one - other)
      for (const uid of arrived) uids.push(uid)
      takeRecent(arrived)
      if (mayExpunge) tracked.toldUpTo = modseq
      if (now.gone.length > 0) folder.release()
      const changed = others.flatMap((row) => numbered(messageOf(row)))
      return { expunged, expungedUids, changed, arrived: arrived.length }
    },
    close: () => {
      tracker.remove(tracked)
      folder.release()
    },
  }
}
