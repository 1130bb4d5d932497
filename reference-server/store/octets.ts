import { nextIds } from './ids.ts'
import type { RowsToRead, Store, Tables } from './store.ts'
import { declareTable } from './table.ts'
import { withoutNul } from './without-nul.ts'

// Octets are there once, however many messages they are the octets of, and never change. Their number is that of their
// first piece; the others follow.
const pieces = declareTable('octets', { key: ['integer'], columns: { octets: 'octets' } })
// How many copies there are, where there is more than one.
const shared = declareTable('octets-shared', { key: ['integer'], columns: { copies: 'integer' } })

// What all of it occupies, in the one row there is.
const occupied = declareTable('octets-occupied', { key: ['integer'], columns: { octets: 'integer' } })

/** What each copy counts besides its octets, for its rows. */
export const copyOctets = 1024

/** What is read at once at most: few reads for a large message, little memory for many messages. */
const pieceSize = 262_144

/** Stored octets, of which only the requested part is read. */
export interface StoredOctets {
  /** The store they are in, and their number there, which is never reused. */
  readonly place: object
  readonly id: number
  readonly size: number
  /**
   * Gives the octets from one offset up to another, piece by piece as they are asked for. They are not to be written
   * to.
   *
   * @param to the end, where it is left out or lies behind it
   * @throws when the last copy is gone
   */
  pieces(from?: number, to?: number): AsyncIterable<Buffer>
  /** The same in one buffer, copied if they are not contiguous. */
  read(from?: number, to?: number): Promise<Buffer>
}

/** Stores octets as one copy and returns their number. */
export function keepOctets(octets: Buffer, table: Tables): number {
  const id = nextIds('octets', pieceCount(octets.length), table)
  for (let piece = 0; piece < pieceCount(octets.length); piece += 1) {
    const from = piece * pieceSize
    const whole = octets.length <= pieceSize
    table(pieces).put([id + piece], { octets: whole ? octets : octets.subarray(from, from + pieceSize) })
  }
  occupy(octets.length + copyOctets, table)
  return id
}

/**
 * Counts a copy of a message: octets in memory are kept, with 0x80 in place of each NUL among them; stored ones are
 * there once more.
 */
export function keepCopy(
  octets: Buffer | StoredOctets,
  table: Tables,
): { readonly octets: number; readonly size: number } {
  if (Buffer.isBuffer(octets)) {
    return { octets: keepOctets(withoutNul(octets), table), size: octets.length }
  }
  shareOctets(octets.id, table)
  return { octets: octets.id, size: octets.size }
}

/** The space in use: all octets once, and a fixed amount per copy. */
export const occupiedOctets = (table: RowsToRead): number => table(occupied).get([0])?.octets ?? 0

const occupy = (more: number, table: Tables): void =>
  table(occupied).put([0], { octets: occupiedOctets(table) + more })

/** Counts one copy more. @throws when the last copy is gone */
export function shareOctets(id: number, table: Tables): void {
  found(id, table(pieces).get([id]))
  table(shared).put([id], { copies: copiesOf(id, table) + 1 })
  occupy(copyOctets, table)
}

/** Counts one copy less; with the last copy, the octets go. @throws when that is gone already */
export function dropOctets({ id, size }: Pick<StoredOctets, 'id' | 'size'>, table: Tables): void {
  const left = copiesOf(id, table) - 1
  occupy(-(left > 0 ? copyOctets : size + copyOctets), table)
  if (left > 1) return table(shared).put([id], { copies: left })
  if (left === 1) return void table(shared).delete([id])
  for (let piece = 0; piece < pieceCount(size); piece += 1) {
    if (!table(pieces).delete([id + piece])) throw gone(id)
  }
}

/** Gives access to octets by their number. */
export const storedOctets = (id: number, size: number, store: Store): StoredOctets =>
  new OctetsInStore(id, size, store)

class OctetsInStore implements StoredOctets {
  readonly place: Store
  readonly id: number
  readonly size: number

  constructor(id: number, size: number, store: Store) {
    this.place = store
    this.id = id
    this.size = size
  }

  pieces(from = 0, to = this.size): AsyncIterable<Buffer> {
    return piecesOf(this.id, { from, to: Math.min(to, this.size) }, this.place)
  }

  async read(from = 0, to = this.size): Promise<Buffer> {
    const read: Buffer[] = []
    for await (const piece of this.pieces(from, to)) read.push(piece)
    const [only = Buffer.alloc(0), ...more] = read
    return more.length === 0 ? only : Buffer.concat(read)
  }
}

const copiesOf = (id: number, table: RowsToRead): number => table(shared).get([id])?.copies ?? 1

/** How many pieces octets have; no octets are one piece. */
const pieceCount = (size: number): number => Math.max(1, Math.ceil(size / pieceSize))

async function* piecesOf(
  id: number,
  { from, to }: { readonly from: number; readonly to: number },
  store: Store,
): AsyncGenerator<Buffer> {
  for (let at = from; at < to;) {
    const piece = Math.floor(at / pieceSize)
    const { octets } = store.read((table) => found(id, table(pieces).get([id + piece])))
    const start = piece * pieceSize
    yield octets.subarray(at - start, to - start)
    at = start + pieceSize
  }
}

function found<Row>(id: number, row: Row | undefined): Row {
  if (row) return row
  throw gone(id)
}

const gone = (id: number) => new Error(`octets ${id} have no copy left`)
