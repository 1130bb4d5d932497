import type { Level } from '../clause.ts'
import type { Impact } from '../impact.ts'

/** One rule of protocol conduct, from an RFC. It holds under every product and stands apart from the manuals. */
export interface RfcClause {
  readonly id: `rfc${number}.${string}`
  readonly rfc: number
  readonly section: string
  readonly statement: string
  readonly level: Level
  /** What its test does to a server that is in use. */
  readonly impact: Impact
  /** The extensions without which it does not apply: `PIPELINING`. */
  readonly needs?: readonly string[]
}

/** Types the rules of one RFC; their ids, and nothing else, are kept as types. */
export const rfcTable = <const Id extends RfcClause['id']>(
  rfc: number,
  table: ReadonlyArray<Omit<RfcClause, 'rfc'> & { readonly id: Id }>,
): ReadonlyArray<RfcClause & { readonly id: Id }> => table.map((rule) => ({ ...rule, rfc }))
