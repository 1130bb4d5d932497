import { dropOctets } from './octets.ts'
import type { RowsToRead, Tables } from './store.ts'
import { declareTable, type Bounds, type RowOf } from './table.ts'

// What is kept of a folder. Every change to it has a number, the modseq, which grows (RFC 7162 §3.1); a message has
// that of its last change. These functions are called for existing folders only.

const folders = declareTable('folders', {
  key: ['integer'],
  columns: {
    uidValidity: 'integer',
    // Greater than every UID given so far.
    uidNext: 'integer',
    // Messages from this UID on are not yet recent in any session (RFC 3501 §2.3.2).
    recentFrom: 'integer',
    modseq: 'integer',
    messages: 'integer',
    unseen: 'integer',
    deleted: 'integer',
  },
})

const messageColumns = {
  octets: 'integer',
  size: 'integer',
  receivedAt: 'integer',
  // In order, with a space between them.
  flags: 'text',
  modseq: 'integer',
} as const

// By folder and UID.
const messages = declareTable('messages', { key: ['integer', 'integer'], columns: messageColumns })
// By folder and modseq: which message changed last with it.
const changes = declareTable('changes', { key: ['integer', 'integer'], columns: { uid: 'integer' } })
// Messages no longer in a folder but still in the view of a session, by folder and the modseq of their removal.
const expunged = declareTable('expunged', {
  key: ['integer', 'integer'],
  columns: { ...messageColumns, uid: 'integer' },
})

export type FolderRow = RowOf<typeof folders.columns>
export type MessageRow = RowOf<typeof messageColumns> & { readonly uid: number }

/** Makes an empty folder. */
export function putFolder(folder: number, uidValidity: number, table: Tables): void {
  const row = { uidValidity, uidNext: 1, recentFrom: 1, modseq: 1, messages: 0, unseen: 0, deleted: 0 }
  table(folders).put([folder], row)
}

/** Deletes a folder that is empty and in no view. */
export const dropFolder = (folder: number, table: Tables): void => void table(folders).delete([folder])

/** @throws where there is no such folder */
export function folderRow(folder: number, table: RowsToRead): FolderRow {
  const row = table(folders).get([folder])
  if (row) return row
  throw new Error(`there is no folder ${folder}`)
}

export function messageRow(folder: number, uid: number, table: RowsToRead): MessageRow | undefined {
  const row = table(messages).get([folder, uid])
  return row && { ...row, uid }
}

/** The messages of a folder, by UID. */
export const messageRows = (
  folder: number,
  bounds: Bounds<number>,
  table: RowsToRead,
): readonly MessageRow[] =>
  table(messages)
    .list([folder], bounds)
    .map(([uid, row]) => ({ ...row, uid }))

/** Removed messages that are still in views, by the modseq of their removal. */
export const expungedRows = (
  folder: number,
  bounds: Bounds<number>,
  table: RowsToRead,
): readonly MessageRow[] =>
  table(expunged)
    .list([folder], bounds)
    .map(([, row]) => row)

/** What changed after a modseq and is still there: as it is now, each message once. */
export const changedRows = (folder: number, after: number, table: RowsToRead): readonly MessageRow[] =>
  table(changes)
    .list([folder], { after })
    .flatMap(([, { uid }]) => messageRow(folder, uid, table) ?? [])

/**
 * Adds a message; its octets are counted as a copy already.
 *
 * @param into the folder, and from which UID on messages are recent there, where that may not be recorded yet
 */
export function insertMessage(
  { folder, recentFrom = 0 }: { readonly folder: number; readonly recentFrom?: number },
  { octets, size, receivedAt, flags }: Omit<MessageRow, 'uid' | 'modseq'>,
  table: Tables,
): MessageRow {
  const before = folderRow(folder, table)
  const row = { octets, size, receivedAt, flags, uid: before.uidNext, modseq: before.modseq + 1 }
  table(folders).put([folder], {
    ...before,
    recentFrom: Math.max(before.recentFrom, recentFrom),
    uidNext: row.uid + 1,
    modseq: row.modseq,
    messages: before.messages + 1,
    unseen: before.unseen + unseen(row),
    deleted: before.deleted + deleted(row),
  })
  putMessage(folder, row, table)
  return row
}

/** Changes the flags of a message. A message that already has them does not change. */
export function changeFlags(folder: number, message: MessageRow, flags: string, table: Tables): MessageRow {
  if (flags === message.flags) return message
  const before = folderRow(folder, table)
  const row = { ...message, flags, modseq: before.modseq + 1 }
  table(folders).put([folder], {
    ...before,
    modseq: row.modseq,
    unseen: before.unseen + unseen(row) - unseen(message),
    deleted: before.deleted + deleted(row) - deleted(message),
  })
  table(changes).delete([folder, message.modseq])
  putMessage(folder, row, table)
  return row
}

/**
 * Removes a message.
 *
 * @param isInView keeps it for sessions that have not been told yet, until it is released
 */
export function expungeMessage(folder: number, message: MessageRow, isInView: boolean, table: Tables): void {
  const before = folderRow(folder, table)
  const modseq = before.modseq + 1
  table(folders).put([folder], {
    ...before,
    modseq,
    messages: before.messages - 1,
    unseen: before.unseen - unseen(message),
    deleted: before.deleted - deleted(message),
  })
  table(changes).delete([folder, message.modseq])
  table(messages).delete([folder, message.uid])
  if (isInView) table(expunged).put([folder, modseq], { ...message, modseq })
  else dropOctets({ id: message.octets, size: message.size }, table)
}

/** Deletes messages removed up to a modseq, which are no longer in any view. */
export function releaseExpunged(folder: number, upTo: number, table: Tables): void {
  for (const [modseq, { octets: id, size }] of table(expunged).list([folder], { upTo })) {
    table(expunged).delete([folder, modseq])
    dropOctets({ id, size }, table)
  }
}

/** Records up to which UID messages have been recent in a session. */
export function putRecentFrom(folder: number, recentFrom: number, table: Tables): void {
  const before = folderRow(folder, table)
  if (before.recentFrom < recentFrom) table(folders).put([folder], { ...before, recentFrom })
}

export const isUnseen = (row: MessageRow): boolean => !has('\\Seen', row)
export const isDeleted = (row: MessageRow): boolean => has('\\Deleted', row)

function putMessage(folder: number, row: MessageRow, table: Tables): void {
  table(messages).put([folder, row.uid], row)
  table(changes).put([folder, row.modseq], { uid: row.uid })
}

const has = (flag: string, { flags }: MessageRow): boolean => flags !== '' && flags.split(' ').includes(flag)
const unseen = (row: MessageRow): number => (isUnseen(row) ? 1 : 0)
const deleted = (row: MessageRow): number => (isDeleted(row) ? 1 : 0)
