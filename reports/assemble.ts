import type { Evidence } from '#evidence'
import { judge, judgeClause } from '../scenarios/evidence/judge.ts'
import { worstOf, type Verdict } from '../scenarios/evidence/verdict.ts'
import type { ClauseEntry, Results, ScenarioEntry, ScenarioResult, TargetEntry, Totals } from './results.ts'

/** What became of one scenario on one target: its evidence and where that was written, or why it was not played. */
export interface Played {
  readonly scenario: Pick<ScenarioEntry, 'id' | 'title' | 'area'> & { readonly clauses: readonly string[] }
  readonly target: string
  readonly durationMs: number
  readonly outcome:
    | { readonly evidence: Evidence; readonly path: string }
    | { readonly shortfalls: readonly { readonly need: string; readonly why: string }[] }
  readonly expected?: ScenarioResult['expected']
}

/** What the ledger knows of a clause before anything is played. */
export type LedgerEntry = Pick<ClauseEntry, 'id' | 'product' | 'area' | 'status' | 'reason' | 'saboteurs'>

/** All that `results.json` is computed from. */
export interface RunFindings {
  readonly run: Results['run']
  readonly targets: readonly Omit<TargetEntry, 'totals'>[]
  readonly played: readonly Played[]
  readonly ledger: readonly LedgerEntry[]
}

/** Judges what was played and counts it: the contents of `results.json`, in the order given. */
export function assembleResults({ run, targets, played, ledger }: RunFindings): Results {
  const scenarios = [...Map.groupBy(played, ({ scenario }) => scenario.id).values()].map(scenarioEntry)
  const citing = new Map<string, Played[]>()
  for (const one of played) {
    for (const clause of one.scenario.clauses) citing.set(clause, [...(citing.get(clause) ?? []), one])
  }
  return {
    version: 1,
    run,
    targets: targets.map((target) => ({ ...target, totals: totalsOf(target.name, scenarios) })),
    scenarios,
    clauses: ledger.map((entry) => clauseEntry(entry, citing.get(entry.id) ?? [])),
  }
}

function scenarioEntry(plays: readonly Played[]): ScenarioEntry {
  const [first] = plays
  if (!first) throw new Error('a scenario without a result cannot be reported')
  const { id, title, area, clauses } = first.scenario
  return { id, title, area, clauses: [...clauses], results: plays.map(scenarioResult) }
}

function scenarioResult({ target, durationMs, outcome, expected }: Played): ScenarioResult {
  const common = { target, durationMs, ...(expected && { expected }) }
  if ('shortfalls' in outcome) {
    const reasons = outcome.shortfalls.map(({ need, why }) => ({
      kind: 'shortfall' as const,
      need,
      text: why,
    }))
    return { ...common, verdict: 'unsupported', decision: null, form: null, evidence: null, reasons }
  }
  const { reasons, ...judgment } = judge(outcome.evidence)
  return { ...common, ...judgment, evidence: outcome.path, reasons: [...reasons] }
}

function clauseEntry(entry: LedgerEntry, plays: readonly Played[]): ClauseEntry {
  const byTarget = Map.groupBy(plays, ({ target }) => target)
  const results = [...byTarget].flatMap(([target, those]) => {
    const verdict = worstOf(those.map((play) => clauseVerdict(play, entry.id)))
    return verdict ? [{ target, verdict }] : []
  })
  return { ...entry, scenarios: [...new Set(plays.map(({ scenario }) => scenario.id))], results }
}

const clauseVerdict = ({ outcome }: Played, clause: string): Verdict =>
  'shortfalls' in outcome ? 'unsupported' : judgeClause(outcome.evidence, clause).verdict

function totalsOf(target: string, scenarios: readonly ScenarioEntry[]): Totals {
  const totals = { conforms: 0, deviates: 0, violates: 0, inconclusive: 0, unsupported: 0, faulty: 0 }
  for (const { results } of scenarios) {
    for (const result of results) if (result.target === target) totals[result.verdict] += 1
  }
  return totals
}
