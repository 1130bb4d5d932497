import { areas, type Clause, type RfcClause } from '#clauses'
import type { ClauseEntry, ClauseResult, Results, ScenarioEntry, Verdict } from '../results.ts'
import { areaTitle, productName } from './names.ts'

/** The rows of one area, product by product. */
export interface MatrixArea {
  readonly area: string
  readonly title: string
  readonly tested: number
  readonly total: number
  readonly products: readonly MatrixProduct[]
}

interface MatrixProduct {
  readonly product: string
  readonly name: string
  readonly rows: readonly MatrixRow[]
}

export interface MatrixRow {
  readonly clause: string
  readonly statement: string
  readonly status: ClauseEntry['status']
  /** Implied by its manual, and not counted among what it states. */
  readonly implied: boolean
  /** One for each target, in order. */
  readonly cells: readonly MatrixCell[]
}

/** The worst of the claims that count for a clause on a target; without a verdict nothing was played for it. */
export interface MatrixCell {
  readonly target: string
  readonly verdict?: Verdict
  /** Its owner has declared each of the verdicts behind it. */
  readonly expected: boolean
  /** What disturbances did to it, where the run had any. */
  readonly disturbed?: ClauseResult['disturbed']
}

/** Lays out clause by target: areas in their usual order, then what is tested before what is not. */
export function matrixOf(
  { clauses, scenarios, targets }: Results,
  texts: ReadonlyMap<string, Clause | RfcClause>,
): readonly MatrixArea[] {
  const byId = new Map(scenarios.map((scenario) => [scenario.id, scenario]))
  const row = (entry: ClauseEntry): MatrixRow => ({
    clause: entry.id,
    statement: texts.get(entry.id)?.statement ?? entry.id,
    status: entry.status,
    implied: entry.implied ?? false,
    cells: targets.map(({ name }) => cellOf(entry, name, byId)),
  })
  const byArea = [...Map.groupBy(clauses, ({ area }) => area)]
  return byArea
    .sort(([a], [b]) => areaRank(a) - areaRank(b))
    .map(([area, entries]) => ({
      area,
      title: areaTitle(area),
      tested: entries.filter(({ status, implied }) => status === 'tested' && !implied).length,
      total: entries.filter(({ implied }) => !implied).length,
      products: testedFirst(
        [...Map.groupBy(entries, ({ product }) => product)].map(([product, those]) => ({
          product,
          name: productName(product),
          rows: testedFirst(those.map(row), ({ status }) => status === 'tested'),
        })),
        ({ rows }) => rows.some(({ status }) => status === 'tested'),
      ),
    }))
}

const testedFirst = <T>(items: readonly T[], isTested: (item: T) => boolean): readonly T[] =>
  items.toSorted((a, b) => Number(isTested(b)) - Number(isTested(a)))

function areaRank(area: string): number {
  const rank = areas.findIndex((known) => known === area)
  return rank < 0 ? areas.length : rank
}

function cellOf(
  entry: ClauseEntry,
  target: string,
  scenarios: ReadonlyMap<string, ScenarioEntry>,
): MatrixCell {
  const { verdict, disturbed } = entry.results.find((result) => result.target === target) ?? {}
  const behind = entry.scenarios.flatMap((id) =>
    (scenarios.get(id)?.results ?? []).filter(
      (result) => result.target === target && result.verdict === verdict,
    ),
  )
  const expected = behind.length > 0 && behind.every((result) => result.expected?.verdict === result.verdict)
  return { target, expected, ...(verdict && { verdict }), ...(disturbed && { disturbed }) }
}
