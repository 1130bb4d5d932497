import type { Clause, RfcClause } from '#clauses'
import type { ClauseEntry, ScenarioEntry, Verdict } from '../results.ts'
import { areaTitle, productName } from './names.ts'

/** All that is known of one clause. */
export interface ClausePage {
  readonly entry: ClauseEntry
  readonly areaTitle: string
  readonly productName: string
  readonly statement: string
  readonly level?: string
  /** The heading in the manual, or the section of the RFC. */
  readonly place?: string
  /** Present for a clause of a manual. */
  readonly text?: Clause
  readonly scenarios: readonly CitingScenario[]
}

interface CitingScenario {
  readonly id: string
  readonly title: string
  readonly results: readonly { readonly target: string; readonly verdict: Verdict }[]
}

/** Combines the text of a clause with its results in the run. */
export function clausePage(
  entry: ClauseEntry,
  text: Clause | RfcClause | undefined,
  scenarios: ReadonlyMap<string, ScenarioEntry>,
): ClausePage {
  return {
    entry,
    areaTitle: areaTitle(entry.area),
    productName: productName(entry.product),
    statement: text?.statement ?? entry.id,
    ...(text && { level: text.level, place: placeOf(text) }),
    ...(text && 'place' in text && { text }),
    scenarios: entry.scenarios.flatMap((id) => {
      const scenario = scenarios.get(id)
      if (!scenario) return []
      const results = scenario.results.map(({ target, verdict }) => ({ target, verdict }))
      return [{ id, title: scenario.title, results }]
    }),
  }
}

const placeOf = (text: Clause | RfcClause): string =>
  'place' in text ? text.place : `RFC ${text.rfc}, section ${text.section}`
