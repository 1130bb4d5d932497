import { dropOctets, keepCopy, type StoredOctets } from './octets.ts'
import type { RowsToRead, Tables } from './store.ts'
import { declareTable } from './table.ts'

const queue = declareTable('queue', {
  key: ['text'],
  columns: { octets: 'integer', size: 'integer', record: 'text' },
})

/** A message that is on its way. */
export interface QueueRecord {
  readonly id: string
  /** The owner's record, in the owner's format: envelope, open recipients, next attempt. */
  readonly record: string
  /** The number of its octets, and how many they are: what `storedOctets` asks for. */
  readonly octets: number
  readonly size: number
}

/** Takes a message into the queue. Its octets, taken as a folder takes them, are kept until it is taken out. */
export function putQueueRecord(
  {
    id,
    record,
    octets,
  }: { readonly id: string; readonly record: string; readonly octets: Buffer | StoredOctets },
  table: Tables,
): QueueRecord {
  const row = { ...keepCopy(octets, table), record }
  table(queue).put([id], row)
  return { id, ...row }
}

/** Writes down what became of a message; one that was taken out stays out. */
export function changeQueueRecord(id: string, record: string, table: Tables): void {
  const before = table(queue).get([id])
  if (before) table(queue).put([id], { ...before, record })
}

/** Takes a message out of the queue; another session may have been quicker. */
export function takeQueueRecord(id: string, table: Tables): void {
  const before = table(queue).get([id])
  if (!before) return
  table(queue).delete([id])
  dropOctets({ id: before.octets, size: before.size }, table)
}

/** All that is on its way, by id. */
export const queueRecords = (table: RowsToRead): readonly QueueRecord[] =>
  table(queue)
    .list([])
    .map(([id, row]) => ({ id, ...row }))
