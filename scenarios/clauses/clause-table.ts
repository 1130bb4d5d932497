import type { Clause } from './clause.ts'

/**
 * A table of clauses of which the types keep every id to the letter, and nothing else.
 *
 * `as const` on the tables would give each of the 495 clauses a type of its own, which makes the linter twenty times
 * slower wherever the ledger is imported; only the ids are ever needed as types.
 */
export const clauseTable = <const Id extends Clause['id']>(
  table: ReadonlyArray<Clause & { readonly id: Id }>,
) => table
