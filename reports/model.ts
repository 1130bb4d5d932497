import type { Evidence } from '#evidence'
import type { Clause, RfcClause } from '#clauses'
import { agreementOf, type Agreement } from './model/agreement.ts'
import { clausePage, type ClausePage } from './model/clause-page.ts'
import { matrixOf, type MatrixArea } from './model/matrix.ts'
import { scenarioPage, type ScenarioPage } from './model/scenario-page.ts'
import { summaryOf, type Summary } from './model/summary.ts'
import { targetPages, type TargetPage } from './model/target-page.ts'
import type { Results } from './results.ts'

/** All a report is made from. */
export interface ReportInput {
  readonly results: Results
  /** By the path that `results` names it with. What is missing here is shown without its transcript. */
  readonly evidence: ReadonlyMap<string, Evidence>
  /** The texts of the clauses; one that is missing here is shown by its id alone. */
  readonly clauses: readonly (Clause | RfcClause)[]
}

/** What every view of a run shows: computed once, and free of layout. */
export interface ReportModel {
  readonly run: Results['run']
  readonly summary: Summary
  /** Clause by target, in areas; areas and clauses in the order of the ledger. */
  readonly matrix: readonly MatrixArea[]
  readonly clauses: readonly ClausePage[]
  readonly scenarios: readonly ScenarioPage[]
  readonly targets: readonly TargetPage[]
  /** Absent where fewer than two targets came to a decision. */
  readonly agreement?: Agreement
}

/** Computes the report of a run from its results, its evidence and the clause texts. */
export function reportModel(input: ReportInput): ReportModel {
  const { results } = input
  const texts = new Map(input.clauses.map((clause) => [clause.id as string, clause]))
  const scenarios = new Map(results.scenarios.map((scenario) => [scenario.id, scenario]))
  const summary = summaryOf(results)
  const agreement = agreementOf(results)
  return {
    run: results.run,
    summary,
    matrix: matrixOf(results, texts),
    clauses: results.clauses.map((entry) => clausePage(entry, texts.get(entry.id), scenarios)),
    scenarios: results.scenarios.map((entry) => scenarioPage(entry, input, texts)),
    targets: targetPages(input, summary),
    ...(agreement && { agreement }),
  }
}
