import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite'
import type { Bounds, Declared, KeyValue, Kind, RawRow, RawTable } from './table.ts'

const types: Readonly<Record<Kind, string>> = { integer: 'INTEGER', text: 'TEXT', octets: 'BLOB' }

/** Gives a table of a database, which is made where there is none. */
export function openSqliteTable(db: DatabaseSync, { name, key, columns }: Declared): RawTable {
  const keys = key.map((kind, part) => ({ name: part < key.length - 1 ? '_within' : '_name', kind }))
  const others = Object.entries(columns).map(([column, kind]) => ({ name: column, kind }))
  const all = [...keys, ...others]
  // Rows with octets are large: they do not belong into the tree of the keys.
  const form = others.some(({ kind }) => kind === 'octets') ? 'STRICT' : 'STRICT, WITHOUT ROWID'
  const defined = all.map((one) => `"${one.name}" ${types[one.kind]} NOT NULL`).join(', ')
  db.exec(`CREATE TABLE IF NOT EXISTS "${name}" (${defined}, PRIMARY KEY (${named(keys)})) ${form}`)

  const isKey = keys.map((one) => `"${one.name}" = ?`).join(' AND ')
  const find = db.prepare(`SELECT ${named(others)} FROM "${name}" WHERE ${isKey}`)
  const insert = db.prepare(`INSERT OR REPLACE INTO "${name}" VALUES (${all.map(() => '?').join(', ')})`)
  const remove = db.prepare(`DELETE FROM "${name}" WHERE ${isKey}`)
  const listing = listings(db, { from: `"${name}"`, isWithin: key.length > 1, columns: named(others) })
  const rowOf = (found: Readonly<Record<string, SQLOutputValue>>): RawRow => {
    const row: Record<string, KeyValue | Buffer> = {}
    for (const column of others) row[column.name] = valueOf(found[column.name])
    return row
  }

  return {
    get: (values) => {
      const found = find.get(...values)
      return found && rowOf(found)
    },
    list: (within, bounds) => {
      const { after, upTo, atMost = -1 } = bounds
      const given = [after, upTo].filter((bound) => bound !== undefined)
      const found = listing(bounds).all(...within, ...given, atMost)
      return found.map((one) => [nameOf(one['_name']), rowOf(one)])
    },
    put: (values, row) => void insert.run(...values, ...others.map((one) => row[one.name] ?? null)),
    delete: (values) => remove.run(...values).changes > 0,
  }
}

const named = (columns: readonly { readonly name: string }[]): string =>
  columns.map((one) => `"${one.name}"`).join(', ')

/** Prepares the statements that list rows, each when it is first needed. */
function listings(
  db: DatabaseSync,
  {
    from,
    isWithin,
    columns,
  }: { readonly from: string; readonly isWithin: boolean; readonly columns: string },
): (bounds: Bounds<KeyValue>) => StatementSync {
  const prepared = new Map<string, StatementSync>()
  return ({ after, upTo }) => {
    const where = [
      ...(isWithin ? ['"_within" = ?'] : []),
      ...(after === undefined ? [] : ['"_name" > ?']),
      ...(upTo === undefined ? [] : ['"_name" <= ?']),
    ].join(' AND ')
    const known = prepared.get(where)
    if (known) return known
    const statement = db.prepare(
      `SELECT "_name", ${columns} FROM ${from} WHERE ${where || 'TRUE'} ORDER BY "_name" LIMIT ?`,
    )
    prepared.set(where, statement)
    return statement
  }
}

function valueOf(value: SQLOutputValue | undefined): KeyValue | Buffer {
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength)
  return nameOf(value)
}

function nameOf(value: SQLOutputValue | undefined): KeyValue {
  if (typeof value === 'number' || typeof value === 'string') return value
  throw new TypeError(`a column holds ${String(value)}`)
}
