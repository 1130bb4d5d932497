import { clauses, rfcClauses, type Clause, type RfcClause } from '#clauses'
import type { Scenario } from '#dsl'
import type { Results } from '../../reports/results.ts'
import { statusOf, type Citation } from '../clauses/coverage.ts'
import { judgeClause } from '../evidence/judge.ts'
import { worstOf, type Verdict } from '../evidence/verdict.ts'
import type { Target } from '../targets/target.ts'
import type { PlayResult } from './play.ts'

export interface RunFacts {
  readonly id: string
  readonly suite: string
  readonly startedAt: string
  readonly durationMs: number
  readonly seed: number
  readonly complete: boolean
}

/** One play as it goes into a report: where its evidence was written, if it was played. */
export interface RecordedPlay {
  readonly result: PlayResult
  readonly evidence: string | null
}

/**
 * Puts the outcome of a run into the shape of `results.json`.
 *
 * @param book      every scenario there is, played or not: clauses count as tested by citation
 * @param saboteurs clause → the saboteurs known to be noticed
 */
export function resultsOf(
  run: RunFacts,
  targets: readonly Target[],
  book: readonly Scenario[],
  plays: readonly RecordedPlay[],
  saboteurs: Readonly<Record<string, readonly string[]>> = {},
): Results {
  const citations = book.map(({ id, clauses: cited }) => ({ scenario: id, clauses: cited }))
  const played = book.filter(({ id }) => plays.some(({ result }) => result.scenario.id === id))
  return {
    version: 1,
    run: { ...run },
    targets: targets.map((target) => ({
      name: target.name,
      software: target.software,
      clock: target.clock,
      totals: totalsOf(plays.filter(({ result }) => result.target === target.name)),
    })),
    scenarios: played.map(({ id, title, area, clauses: cited }) => ({
      id,
      title,
      area,
      clauses: [...cited],
      results: plays.filter(({ result }) => result.scenario.id === id).map(entryOf),
    })),
    clauses: [...clauses, ...rfcClauses].map((clause) => clauseEntry(clause, citations, plays, saboteurs)),
  }
}

const entryOf = ({ result, evidence }: RecordedPlay): Results['scenarios'][number]['results'][number] => ({
  target: result.target,
  verdict: result.verdict,
  decision: result.decision,
  form: result.form,
  durationMs: result.durationMs,
  evidence,
  reasons: result.reasons.map((reason) => ({ ...reason })),
})

function clauseEntry(
  clause: Clause | RfcClause,
  citations: readonly Citation[],
  plays: readonly RecordedPlay[],
  saboteurs: Readonly<Record<string, readonly string[]>>,
): Results['clauses'][number] {
  const citing = citations
    .filter(({ clauses: cited }) => cited.includes(clause.id))
    .map(({ scenario }) => scenario)
  const about = plays.filter(({ result }) => citing.includes(result.scenario.id))
  const targets = [...new Set(about.map(({ result }) => result.target))]
  const { status, reason } = statusOf(clause, citations)
  return {
    id: clause.id,
    product: 'product' in clause ? clause.product : clause.id.slice(0, clause.id.indexOf('.')),
    area: 'area' in clause ? clause.area : 'rfc',
    status,
    ...(reason !== undefined && { reason }),
    scenarios: citing,
    saboteurs: [...(saboteurs[clause.id] ?? [])],
    results: targets.flatMap((target) => {
      const verdicts = about
        .filter(({ result }) => result.target === target)
        .map(({ result }) => clauseVerdict(result, clause.id))
      const verdict = worstOf(verdicts)
      return verdict ? [{ target, verdict }] : []
    }),
  }
}

/** What one play says of one clause: the claims that count for it; where nothing was played, the play's own verdict. */
const clauseVerdict = ({ evidence, verdict }: PlayResult, clause: string): Verdict =>
  evidence ? judgeClause(evidence, clause).verdict : verdict

function totalsOf(plays: readonly RecordedPlay[]): Results['targets'][number]['totals'] {
  const count = (verdict: Verdict): number => plays.filter(({ result }) => result.verdict === verdict).length
  return {
    conforms: count('conforms'),
    deviates: count('deviates'),
    violates: count('violates'),
    inconclusive: count('inconclusive'),
    unsupported: count('unsupported'),
    faulty: count('faulty'),
  }
}
