import type { Bounds, KeyValue, RawRow, RawTable } from './table.ts'

/** The rows that belong to one thing: their names in order, and the rows by name. */
interface Group {
  readonly names: KeyValue[]
  readonly rows: Map<KeyValue, RawRow>
}

/**
 * Makes an empty table in memory.
 *
 * @param undoing takes what undoes a change, change by change
 */
export function createMemoryTable(undoing: (undo: () => void) => void): RawTable {
  const groups = new Map<KeyValue | undefined, Group>()

  const get = (key: readonly KeyValue[]): RawRow | undefined => {
    const [within, name] = split(key)
    return groups.get(within)?.rows.get(name)
  }

  const put = (key: readonly KeyValue[], row: RawRow): void => {
    const [within, name] = split(key)
    const group = groups.get(within) ?? { names: [], rows: new Map<KeyValue, RawRow>() }
    groups.set(within, group)
    if (!group.rows.has(name)) group.names.splice(placeOf(name, group.names), 0, name)
    group.rows.set(name, row)
  }

  const remove = (key: readonly KeyValue[]): void => {
    const [within, name] = split(key)
    const group = groups.get(within)
    if (!group?.rows.delete(name)) return
    group.names.splice(placeOf(name, group.names), 1)
    if (group.names.length === 0) groups.delete(within)
  }

  return {
    get,
    list: ([within], bounds) => {
      const group = groups.get(within)
      if (!group) return []
      return namesWithin(bounds, group.names).flatMap((name) => {
        const row = group.rows.get(name)
        return row ? [[name, row] as const] : []
      })
    },
    put: (key, row) => {
      const before = get(key)
      put(key, row)
      undoing(() => (before ? put(key, before) : remove(key)))
    },
    delete: (key) => {
      const before = get(key)
      if (!before) return false
      remove(key)
      undoing(() => put(key, before))
      return true
    },
  }
}

/** What a row belongs to, and its name there. */
const split = ([first = '', second]: readonly KeyValue[]): readonly [KeyValue | undefined, KeyValue] =>
  second === undefined ? [undefined, first] : [first, second]

function namesWithin(
  { after, upTo, atMost }: Bounds<KeyValue>,
  names: readonly KeyValue[],
): readonly KeyValue[] {
  const from = after === undefined ? 0 : placeBehind(after, names)
  const to = upTo === undefined ? names.length : placeBehind(upTo, names)
  return names.slice(from, Math.min(to, from + (atMost ?? Infinity)))
}

const placeBehind = (name: KeyValue, names: readonly KeyValue[]): number => {
  const place = placeOf(name, names)
  return names[place] === name ? place + 1 : place
}

/** The index of the first name that is not before this one. */
function placeOf(name: KeyValue, names: readonly KeyValue[]): number {
  const last = names.at(-1)
  // Names mostly grow: then there is nothing to search.
  if (last === undefined || isBefore(last, name)) return names.length
  let [from, to] = [0, names.length]
  while (from < to) {
    const middle = (from + to) >>> 1
    const found = names[middle]
    if (found !== undefined && isBefore(found, name)) from = middle + 1
    else to = middle
  }
  return from
}

/** Text is in the order of its octets in UTF-8, as databases have it. */
const isBefore = (one: KeyValue, other: KeyValue): boolean =>
  typeof one === 'string' && typeof other === 'string'
    ? Buffer.compare(Buffer.from(one), Buffer.from(other)) < 0
    : one < other
