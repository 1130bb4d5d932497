import type { Declared, KeyOf, RowOf, Rows, Table } from './table.ts'

/** Gives the rows of a declared table. */
export type RowsToRead = <K extends Declared['key'], C extends Declared['columns']>(
  declared: Declared<K, C>,
) => Rows<KeyOf<K>, RowOf<C>>

/** Gives a declared table. */
export type Tables = <K extends Declared['key'], C extends Declared['columns']>(
  declared: Declared<K, C>,
) => Table<KeyOf<K>, RowOf<C>>

/** What a server keeps: the unit of durability. Tables are declared by whoever owns them. */
export interface Store extends AsyncDisposable {
  /** Runs a function over what was written last. */
  read<T>(work: (table: RowsToRead) => T): T
  /**
   * Runs a function over tables in one transaction, before the turn of the event loop ends or soon after, in the order
   * of the calls. Works of one turn share a transaction.
   *
   * @returns what `work` gives, once that is where it outlives the process, as far as this store's rows do: at once
   *   where they do not, or a promise, which rejects with what `work` throws, whose writing is then undone, and no
   *   other's; with StoreFull where there is no space
   * @throws never
   */
  write<T>(work: (table: Tables) => T): T | Promise<T>
}

/** There was no space for what was to be written. Nothing of it is there, and all that was there before is. */
export class StoreFull extends Error {
  constructor(cause: unknown) {
    super('no space is left in the store', { cause })
    this.name = 'StoreFull'
  }
}
