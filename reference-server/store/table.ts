/** What a column holds: whole numbers, well-formed text, or octets. */
export type Kind = 'integer' | 'text' | 'octets'
type KeyKind = Exclude<Kind, 'octets'>

/** A key is a row's name, or what the row belongs to and its name there. */
type KeyKinds = readonly [KeyKind] | readonly [KeyKind, KeyKind]
type Columns = Readonly<Record<string, Kind>>

interface Values {
  readonly integer: number
  readonly text: string
  readonly octets: Buffer
}

/** The key of a table as values. */
export type KeyOf<K extends KeyKinds> = { readonly [Part in keyof K]: Values[K[Part]] }
/** A row of a table as values. */
export type RowOf<C extends Columns> = { readonly [Name in keyof C]: Values[C[Name]] }
type Within<K> = K extends readonly [infer First extends KeyValue, unknown] ? readonly [First] : readonly []
type Last<K> = K extends readonly [unknown, infer Second extends KeyValue]
  ? Second
  : K extends readonly [infer Only extends KeyValue]
    ? Only
    : never

/** A table by its name, which is its owner's to give. It comes into being with the first row. */
export interface Declared<K extends KeyKinds = KeyKinds, C extends Columns = Columns> {
  readonly name: string
  readonly key: K
  readonly columns: C
  /** Gives an engine's table its types, once for each. What the engine holds is read against the declaration. */
  typed(raw: RawTable): Table<KeyOf<K>, RowOf<C>>
}

const holds: Readonly<Record<Kind, (value: unknown) => boolean>> = {
  integer: (value) => Number.isSafeInteger(value),
  text: (value) => typeof value === 'string',
  octets: (value) => Buffer.isBuffer(value),
}

/**
 * Declares a table.
 *
 * ```ts
 * const messages = declareTable('messages', { key: ['integer', 'integer'], columns: { flags: 'text' } })
 * ```
 */
export function declareTable<const K extends KeyKinds, const C extends Columns>(
  name: string,
  { key, columns }: { readonly key: K; readonly columns: C },
): Declared<K, C> {
  type Typed = Table<KeyOf<K>, RowOf<C>>
  const typedTables = new WeakMap<RawTable, Typed>()
  // A process mostly has one store.
  let last: { readonly raw: RawTable; readonly table: Typed } | undefined
  const typed = (raw: RawTable): Typed => {
    const table = typedTables.get(raw) ?? typedTable({ name, key, columns }, raw)
    typedTables.set(raw, table)
    last = { raw, table }
    return table
  }
  return { name, key, columns, typed: (raw) => (last?.raw === raw ? last.table : typed(raw)) }
}

/** Which rows of a list: those after a key, those up to another one, and no more than so many. */
export interface Bounds<Key> {
  readonly after?: Key
  readonly upTo?: Key
  readonly atMost?: number
}

/** Rows to read. What is given is not to be written to, and does not change when the table does. */
export interface Rows<Key, Row> {
  get(key: Key): Row | undefined
  /** The rows that belong to `within`, in the order of their names. */
  list(within: Within<Key>, bounds?: Bounds<Last<Key>>): readonly (readonly [Last<Key>, Row])[]
}

/** Rows to read and to write. */
export interface Table<Key, Row> extends Rows<Key, Row> {
  /** Adds a row, or takes the place of the one with that key. */
  put(key: Key, row: Row): void
  /** @returns whether there was one */
  delete(key: Key): boolean
}

export type KeyValue = number | string
export type RawRow = Readonly<Record<string, KeyValue | Buffer>>

/** A table as an engine keeps it, which knows no types. */
export interface RawTable {
  get(key: readonly KeyValue[]): RawRow | undefined
  list(within: readonly KeyValue[], bounds: Bounds<KeyValue>): readonly (readonly [KeyValue, RawRow])[]
  put(key: readonly KeyValue[], row: RawRow): void
  delete(key: readonly KeyValue[]): boolean
}

function typedTable<K extends KeyKinds, C extends Columns>(
  { name: table, key, columns }: Pick<Declared<K, C>, 'name' | 'key' | 'columns'>,
  raw: RawTable,
): Table<KeyOf<K>, RowOf<C>> {
  const holdsName = holds[key.at(-1) ?? 'text']
  const checks = Object.entries(columns).map(([column, kind]) => ({ column, holds: holds[kind] }))
  const isRow = (row: RawRow): row is RowOf<C> => checks.every((check) => check.holds(row[check.column]))
  const isName = (found: KeyValue): found is Last<KeyOf<K>> => holdsName(found)
  // What was put here is as declared, and an engine in memory gives that very row.
  let own: RowOf<C> | undefined
  const readRow = (row: RawRow): RowOf<C> => {
    if (row === own) return own
    if (isRow(row)) return row
    throw new TypeError(`a row of ${table} does not match its table: ${Object.keys(row).join(', ')}`)
  }
  const readName = (name: KeyValue): Last<KeyOf<K>> => {
    if (isName(name)) return name
    throw new TypeError(`a key of ${table} does not match its table: ${name}`)
  }
  return {
    get: (name) => {
      const row = raw.get(name)
      return row && readRow(row)
    },
    list: (within, bounds = {}) =>
      raw.list(within, bounds).map(([name, row]) => [readName(name), readRow(row)]),
    put: (name, row) => {
      own = row
      raw.put(name, row)
    },
    delete: (name) => raw.delete(name),
  }
}
