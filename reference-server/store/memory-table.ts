import { placeBehind, placeOf } from './order.ts'
import type { Bounds, KeyValue, RawRow, RawTable } from './table.ts'

/** The rows that belong to one thing, by name. */
interface Group {
  readonly rows: Map<KeyValue, RawRow>
  /** The names in order, from when they are first listed. */
  names?: KeyValue[]
}

/** A row that was put, replaced or deleted: what `replace` is called with to undo that. */
export interface Change {
  readonly replace: (key: readonly KeyValue[], row: RawRow | undefined) => void
  readonly key: readonly KeyValue[]
  readonly before: RawRow | undefined
}

/**
 * Makes an empty table in memory.
 *
 * @param onChange hears of each change
 */
export function createMemoryTable(onChange: (change: Change) => void): RawTable {
  const groups = new Map<KeyValue | undefined, Group>()

  const groupOf = (within: KeyValue | undefined): Group => {
    const known = groups.get(within)
    if (known) return known
    const group: Group = { rows: new Map() }
    groups.set(within, group)
    return group
  }

  /** Puts a row, or takes it out; gives the one before. */
  const replace = (key: readonly KeyValue[], row: RawRow | undefined): RawRow | undefined => {
    const within = withinOf(key)
    const name = nameOf(key)
    const { rows, names } = groupOf(within)
    const before = rows.get(name)
    if (row) rows.set(name, row)
    else rows.delete(name)
    if (names && row && !before) insert(name, names)
    if (names && before && !row) names.splice(placeOf(name, names), 1)
    if (rows.size === 0) groups.delete(within)
    return before
  }

  return {
    get: (key) => groups.get(withinOf(key))?.rows.get(nameOf(key)),
    list: ([within], bounds) => {
      const group = groups.get(within)
      if (!group) return []
      group.names ??= inOrder(group.rows.keys())
      return namesWithin(bounds, group.names).flatMap((name) => {
        const row = group.rows.get(name)
        return row ? [[name, row] as const] : []
      })
    },
    put: (key, row) => {
      onChange({ replace, key, before: replace(key, row) })
    },
    delete: (key) => {
      const before = replace(key, undefined)
      if (before) onChange({ replace, key, before })
      return before !== undefined
    },
  }
}

// A key of one value belongs to nothing.
const withinOf = (key: readonly KeyValue[]): KeyValue | undefined => (key.length > 1 ? key[0] : undefined)
const nameOf = (key: readonly KeyValue[]): KeyValue => key[key.length - 1] ?? ''

function inOrder(found: Iterable<KeyValue>): KeyValue[] {
  const names: KeyValue[] = []
  for (const name of found) insert(name, names)
  return names
}

function insert(name: KeyValue, names: KeyValue[]): void {
  const place = placeOf(name, names)
  if (place === names.length) names.push(name)
  else names.splice(place, 0, name)
}

function namesWithin(
  { after, upTo, atMost }: Bounds<KeyValue>,
  names: readonly KeyValue[],
): readonly KeyValue[] {
  const from = after === undefined ? 0 : placeBehind(after, names)
  const to = upTo === undefined ? names.length : placeBehind(upTo, names)
  return names.slice(from, Math.min(to, from + (atMost ?? Infinity)))
}
