import { onceThere } from '../policy/once-there.ts'
import type { Copy } from '../store/account.ts'
import { storedOctets, type StoredOctets } from '../store/octets.ts'
import {
  changeQueueRecord,
  putQueueRecord,
  queueRecords,
  takeQueueRecord,
  type QueueRecord,
} from '../store/queue-records.ts'
import type { Store, Tables } from '../store/store.ts'
import { isDone, type NewMessage, type QueuedMessage } from './queued-message.ts'
import { readRecord, writeRecord } from './record-text.ts'

/** A message in the queue. */
export interface Entry {
  readonly message: QueuedMessage
  /** With the field that tells the reverse-path. */
  readonly octets: StoredOctets
  /** Whether the store is behind, because a write failed. */
  readonly isBehind: boolean
}

/** What is written together: all of it or nothing. */
export interface Step {
  /** Its new state; a message that needs nothing more leaves the queue. */
  readonly message: QueuedMessage
  /** Those of a message that is new. */
  readonly octets?: Buffer
  readonly copies?: readonly Copy[]
  /** A message that comes of this one. */
  readonly report?: NewMessage | undefined
}

/** The messages that this server is responsible for: one durable record each, mirrored in memory. */
export interface Queue {
  get(id: string): Entry | undefined
  all(): Iterable<Entry>
  /** Settles as the store does, with what it rejects; then nothing has changed. */
  write(step: Step): void | Promise<void>
  /** Takes note of what could not be written. */
  note(message: QueuedMessage): void
}

/**
 * Opens the queue of a store, with what is in it.
 *
 * @param onUnreadable told of unreadable records
 */
export function openQueue(store: Store, onUnreadable: (id: string, cause: unknown) => void): Queue {
  const entries = new Map<string, Entry>()
  const enter = (message: QueuedMessage, { octets, size }: QueueRecord): void => {
    entries.set(message.id, { message, octets: storedOctets(octets, size, store), isBehind: false })
  }

  for (const record of store.read(queueRecords)) {
    try {
      enter(readRecord(record.id, record.record), record)
    } catch (cause) {
      onUnreadable(record.id, cause)
    }
  }

  /** Has the mirror show what was written. */
  const follow = (
    { message, copies = [], report }: Step,
    known: Entry | undefined,
    written: Written,
  ): void => {
    for (const copy of copies) copy.isWritten()
    if (isDone(message)) entries.delete(message.id)
    else if (written.record) enter(message, written.record)
    else if (known) entries.set(message.id, { ...known, message, isBehind: false })
    if (report && written.report) enter(report.message, written.report)
  }

  return {
    get: (id) => entries.get(id),
    all: () => entries.values(),
    write: (step) => {
      const known = entries.get(step.message.id)
      const writing = store.write((table) => writeStep(step, known, table))
      return onceThere<Written, void>(writing, (written) => follow(step, known, written))
    },
    note: (message) => {
      const known = entries.get(message.id)
      if (known) entries.set(message.id, { ...known, message, isBehind: true })
    },
  }
}

interface Written {
  readonly record?: QueueRecord | undefined
  readonly report?: QueueRecord | undefined
}

/** Writes a step. The octets are there once, for all copies and for the queue. */
function writeStep(
  { message, octets, copies = [], report }: Step,
  known: Entry | undefined,
  table: Tables,
): Written {
  let kept: Buffer | StoredOctets | undefined = octets ?? known?.octets
  if (!kept) throw new Error(`message ${message.id} is not in the queue`)
  for (const copy of copies) kept = copy.write(kept, table).octets
  const put = (one: QueuedMessage, its: Buffer | StoredOctets): QueueRecord =>
    putQueueRecord({ id: one.id, record: writeRecord(one), octets: its }, table)
  const record = octets && !isDone(message) ? put(message, kept) : undefined
  if (!octets && isDone(message)) takeQueueRecord(message.id, table)
  if (!octets && !isDone(message)) changeQueueRecord(message.id, writeRecord(message), table)
  return { record, report: report && put(report.message, report.octets) }
}
