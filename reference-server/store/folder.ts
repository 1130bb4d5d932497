import { lowerCase } from '../policy/ascii.ts'
import type { Copy, FlagChange, Flagged, Folder, Message, NewMessage, Range, Which } from './account.ts'
import { folderNamed } from './folder-names.ts'
import * as rows from './folder-rows.ts'
import { openView } from './folder-view.ts'
import { flagsIn, keywordsOf, mostKeywords } from './keywords.ts'
import { keepCopy, shareOctets, storedOctets } from './octets.ts'
import { isProblem, unlessFull, type Problem } from './problem.ts'
import type { Store, Tables } from './store.ts'
import type { Tracker } from './tracker.ts'

/** What a folder is made of. */
export interface FolderHost {
  readonly account: string
  readonly name: string
  readonly id: number
  readonly store: Store
  readonly trackerOf: (folder: number) => Tracker
  /** Hears of what failed when nobody waited for it. */
  readonly onFault: (cause: unknown) => void
}

/** How messages go to another folder. */
interface Transfer {
  readonly which: Which | undefined
  readonly leaves: boolean
}

/** Gives access to an existing folder. */
export function createFolder({ account, name, id, store, trackerOf, onFault }: FolderHost): Folder {
  const tracker = trackerOf(id)

  const messageOf = ({ uid, modseq, receivedAt, flags, octets, size }: rows.MessageRow): Message => ({
    uid,
    modseq,
    receivedAt,
    flags: flagsOf(flags),
    octets: storedOctets(octets, size, store),
  })

  /** Writes to this folder, and to a second one if the transaction needs it. */
  const write = async <T>(
    work: (table: Tables, alsoIn: (other: number) => void) => T,
  ): Promise<T | Problem> => {
    const touched = new Set([id])
    const written = await unlessFull(
      store.write((table) => {
        rows.putRecentFrom(id, tracker.recentFrom, table)
        return work(table, (other) => touched.add(other))
      }),
    )
    for (const folder of touched) trackerOf(folder).changed()
    return written
  }

  const insert = (
    octets: NewMessage['octets'],
    { receivedAt, flags = noFlags }: Omit<NewMessage, 'octets'>,
    table: Tables,
  ): Message => {
    const kept = keepCopy(octets, table)
    const text = flags.size === 0 ? '' : textOf(flagsIn(id, flags, table))
    const into = { folder: id, recentFrom: tracker.recentFrom }
    return messageOf(rows.insertMessage(into, { ...kept, receivedAt, flags: text }, table))
  }

  const found = (uids: readonly number[], table: Tables): rows.MessageRow[] =>
    [...new Set(uids)].flatMap((uid) => rows.messageRow(id, uid, table) ?? [])

  const remove = (removed: readonly rows.MessageRow[], table: Tables): void => {
    for (const row of removed) rows.expungeMessage(id, row, tracker.hasViews, table)
  }

  const transfer = (uids: readonly number[], to: string, { which, leaves }: Transfer) =>
    write((table, alsoIn) => {
      const other = folderNamed(account, to, table)
      if (other === undefined) return { problem: 'no-such-folder' } as const
      const moved = found(uids, table)
      if (which === 'all' && moved.length < uids.length) return { problem: 'messages-gone' } as const
      alsoIn(other)
      const copied = moved.map((row) => {
        shareOctets(row.octets, table)
        const flags = textOf(flagsIn(other, flagsOf(row.flags), table))
        return { from: row.uid, to: rows.insertMessage({ folder: other }, { ...row, flags }, table).uid }
      })
      if (leaves) remove(moved, table)
      return copied
    })

  const changeFlags = (uids: readonly number[], asked: FlagChange) =>
    write((table): readonly Flagged[] => {
      const { how, flags, unchangedSince = Infinity } = asked
      const change = { how, flags: how === 'remove' ? flags : flagsIn(id, flags, table) }
      return found(uids, table).map((row) => {
        const isLeft = row.modseq > unchangedSince
        const text = flagText(change, flagsOf(row.flags))
        const after = isLeft ? row : rows.changeFlags(id, row, text, table)
        return { message: messageOf(after), before: row.modseq, isLeft }
      })
    })

  /** Deletes what no view shows any more; it is free if there is nothing. */
  const release = (): void => {
    const upTo = tracker.toldToAll()
    const isKept = store.read((table) => rows.expungedRows(id, { upTo, atMost: 1 }, table).length > 0)
    if (isKept) Promise.resolve(store.write((table) => rows.releaseExpunged(id, upTo, table))).catch(onFault)
  }

  return {
    name,
    uidValidity: store.read((table) => rows.folderRow(id, table).uidValidity),
    counts: async () =>
      store.read((table) => {
        const { messages, unseen, deleted, uidNext, modseq } = rows.folderRow(id, table)
        const recent = rows.messageRows(id, { after: tracker.recentFrom - 1 }, table).length
        return { messages, unseen, deleted, recent, uidNext, modseq }
      }),
    append: ({ octets, ...message }: NewMessage, alongside?: (table: Tables) => void) =>
      write((table) => {
        const added = insert(octets, message, table)
        alongside?.(table)
        return added
      }),
    prepare: (message): Copy => ({
      write: (octets, table) => insert(octets, message, table),
      isWritten: () => tracker.changed(),
    }),
    fetch: async ({ from, to }: Range) =>
      store.read((table) => rows.messageRows(id, { after: from - 1, upTo: to }, table)).map(messageOf),
    keywords: () => store.read((table) => keywordsOf(id, table)),
    hasRoomForKeywords: () => store.read((table) => keywordsOf(id, table).length < mostKeywords),
    store: async (uids, change) => {
      const flagged = await changeFlags(uids, change)
      return isProblem(flagged) ? flagged : flagged.map(({ message }) => message)
    },
    copy: (uids, to, which) => transfer(uids, to, { which, leaves: false }),
    move: (uids, to, which) => transfer(uids, to, { which, leaves: true }),
    expunge: (uids, which) =>
      write((table) => {
        const removed = found(uids, table).filter((row) => which === undefined || rows.isDeleted(row))
        remove(removed, table)
        return removed.map(({ uid }) => uid)
      }),
    changesSince: async (modseq) =>
      store.read((table) => ({
        modseq: rows.folderRow(id, table).modseq,
        changed: rows.changedRows(id, modseq, table).map(messageOf),
        expunged: rows.expungedRows(id, { after: modseq }, table).map(({ uid }) => uid),
      })),
    view: (options) => openView({ id, store, tracker, messageOf, changeFlags, release }, options),
    lock: () => tracker.lock(),
  }
}

const noFlags: ReadonlySet<string> = new Set()
const flagsOf = (text: string): ReadonlySet<string> => (text === '' ? noFlags : new Set(text.split(' ')))
const textOf = (flags: ReadonlySet<string>): string => [...flags].sort().join(' ')

const flagText = ({ how, flags }: FlagChange, before: ReadonlySet<string>): string => {
  if (how === 'replace') return textOf(flags)
  if (how === 'add') return textOf(new Set([...before, ...flags]))
  const gone = new Set([...flags].map(lowerCase))
  return textOf(new Set([...before].filter((flag) => !gone.has(lowerCase(flag)))))
}
