import { clauses, rfcClauses, type Clause, type RfcClause } from '#clauses'
import { statusOf, type Citation } from '../scenarios/clauses/coverage.ts'
import type { LedgerEntry } from './assemble.ts'

/** The text of every clause, the manuals' and the RFCs'. */
export const clauseTexts: readonly (Clause | RfcClause)[] = [...clauses, ...rfcClauses]

/**
 * Every clause with what is known of it before anything is played.
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
      status,
      ...(reason !== undefined && { reason }),
      scenarios: citations.flatMap(({ scenario, clauses: cited }) =>
        cited.includes(clause.id) ? [scenario] : [],
      ),
      saboteurs: [...(saboteurs[clause.id] ?? [])],
    }
  })
