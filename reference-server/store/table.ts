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
  /** Whether a key that was found ends as is declared here. */
  isName(name: KeyValue): name is Last<KeyOf<K>>
  /** Whether a row that was found is as is declared here. */
  isRow(row: RawRow): row is RowOf<C>
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
  const holdsName = holds[key.at(-1) ?? 'text']
  const checks = Object.entries(columns).map(([column, kind]) => ({ column, holds: holds[kind] }))
  return {
    name,
    key,
    columns,
    isName: (found): found is Last<KeyOf<K>> => holdsName(found),
    isRow: (row): row is RowOf<C> => checks.every((check) => check.holds(row[check.column])),
  }
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

/** Gives an engine's table its types. What an engine holds is read against the declaration. */
export function typed<K extends KeyKinds, C extends Columns>(
  declared: Declared<K, C>,
  raw: RawTable,
): Table<KeyOf<K>, RowOf<C>> {
  const readRow = (row: RawRow): RowOf<C> => {
    if (declared.isRow(row)) return row
    throw new TypeError(`a row of ${declared.name} does not match its table: ${Object.keys(row).join(', ')}`)
  }
  const readName = (name: KeyValue): Last<KeyOf<K>> => {
    if (declared.isName(name)) return name
    throw new TypeError(`a key of ${declared.name} does not match its table: ${name}`)
  }
  return {
    get: (key) => {
      const row = raw.get(key)
      return row && readRow(row)
    },
    list: (within, bounds = {}) =>
      raw.list(within, bounds).map(([name, row]) => [readName(name), readRow(row)]),
    put: (key, row) => raw.put(key, row),
    delete: (key) => raw.delete(key),
  }
}
