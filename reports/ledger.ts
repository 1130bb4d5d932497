import { clauses, impliedClauses, rfcClauses, type Clause, type RfcClause } from '#clauses'
import { statusOf, type Citation } from '../scenarios/clauses/coverage.ts'
import type { LedgerEntry } from './assemble.ts'

/** The text of every clause: stated by a manual, implied by one, or from an RFC. */
export const clauseTexts: readonly (Clause | RfcClause)[] = [...clauses, ...impliedClauses, ...rfcClauses]

const implied = new Set<string>(impliedClauses.map(({ id }) => id))

/**
 * Every clause with what is known about it before anything is played.
 *
 * @param citations of every scenario there is, played or not: clauses count as tested by citation
 * @param saboteurs clause → the saboteurs known to be noticed
 */
export const ledgerOf = (
  citations: readonly Citation[],
  saboteurs: Readonly<Record<string, readonly string[]>> = {},
): readonly LedgerEntry[] =>
  clauseTexts.map((clause) => {
    const { status, reason } = statusOf(clause, citations)
    return {
      id: clause.id,
      product: 'product' in clause ? clause.product : clause.id.slice(0, clause.id.indexOf('.')),
      area: 'area' in clause ? clause.area : 'rfc',
      ...(implied.has(clause.id) && { implied: true as const }),
      status,
      ...(reason !== undefined && { reason }),
      scenarios: citations.flatMap(({ scenario, clauses: cited }) =>
        cited.includes(clause.id) ? [scenario] : [],
      ),
      saboteurs: [...(saboteurs[clause.id] ?? [])],
    }
  })
