import type { Clause, Product } from './clause.ts'
import { commgateClauses } from './commgate.ts'
import { icewarpClauses } from './icewarp.ts'
import { icsClauses } from './ics.ts'
import { imailClauses } from './imail.ts'
import { impliedClauses } from './implied.ts'
import { kerioClauses } from './kerio.ts'
import { rfcClauses, type RfcClause } from './rfc.ts'

export { areas, type Area, type Clause, type Product } from './clause.ts'
export { impliedClauses } from './implied.ts'
export { greatest, impacts, isWithin, least, type Impact } from './impact.ts'
export { rfcClauses, type RfcClause } from './rfc.ts'

/** The products whose manuals the clauses come from, in the order they are reported. */
export const products = ['icewarp', 'ics', 'imail', 'kerio', 'commgate'] as const satisfies readonly Product[]

const all = [...icewarpClauses, ...icsClauses, ...imailClauses, ...kerioClauses, ...commgateClauses]

/**
 * Every clause of the five manuals, product by product, in the order of the manual.
 *
 * Notation of the observations, beside SMTP, POP3 and IMAP as they are spoken:
 * - `local.test` and `second.test` are hosted domains, `remote.test` is a foreign one;
 * - alice, bob and carol are accounts;
 * - T is a trusted client address, U and V are untrusted ones;
 * - the sink is the recording server that DNS names as MX of foreign domains, S1 a recording smarthost;
 * - N is the limit and P the minutes that the setting holds;
 * - GTUBE and EICAR are the standard test patterns for spam and viruses;
 * - "refused" is a 4yz or 5yz reply as stated, and nothing delivered;
 * - a step that begins with "Control" has the same server do the opposite where it should.
 *
 * An ambiguity that begins with "Implied" marks what follows from a manual without being written there. The name
 * of a setting in parentheses describes an option whose label the manual lacks. Words such as "must" weigh as in
 * RFC 2119; the strongest one of a statement is its level.
 */
export const clauses: readonly Clause[] = all

/** The id of a clause, stated or implied; a mistyped one does not compile. */
export type ClauseId = (typeof all | typeof impliedClauses)[number]['id']

/** The id of a rule of an RFC. */
export type RfcClauseId = (typeof rfcClauses)[number]['id']

/** What a scenario may cite. */
export type CitableId = ClauseId | RfcClauseId

const byId = new Map<string, Clause>([...clauses, ...impliedClauses].map((clause) => [clause.id, clause]))
const rfcById = new Map<string, RfcClause>(rfcClauses.map((clause) => [clause.id, clause]))

/** The clause or RFC rule of that name, for names that come from outside, such as a command line. */
export const findClause = (id: string): Clause | RfcClause | undefined => byId.get(id) ?? rfcById.get(id)

/**
 * The clause of that id.
 *
 * @throws RangeError when the types were got round and there is none
 */
export function clauseById(id: ClauseId): Clause {
  const clause = byId.get(id)
  if (clause === undefined) throw new RangeError(`no clause is called ${id}`)
  return clause
}
