import { findClause, greatest, isWithin, type Impact } from '#clauses'
import type { Scenario } from '#dsl'
import { NothingPlayed } from './nothing-played.ts'

/** What a story does to a server that is in use: the greatest impact among the RFC rules that it cites. */
export const impactOf = ({ clauses }: Pick<Scenario, 'clauses'>): Impact =>
  greatest(
    clauses.flatMap((id) => {
      const clause = findClause(id)
      return clause && 'impact' in clause ? [clause.impact] : []
    }),
  )

/** Stories that an impact allows, and those that wait behind it. */
export interface ByImpact {
  readonly allowed: readonly Scenario[]
  readonly waiting: readonly Scenario[]
}

export const byImpact = (scenarios: readonly Scenario[], limit: Impact): ByImpact => ({
  allowed: scenarios.filter((scenario) => isWithin(impactOf(scenario), limit)),
  waiting: scenarios.filter((scenario) => !isWithin(impactOf(scenario), limit)),
})

/**
 * Divides stories into those within the greatest impact allowed, and those that wait.
 *
 * @throws NothingPlayed when all of them wait
 */
export function playedWithin(scenarios: readonly Scenario[], limit: Impact): ByImpact {
  const parted = byImpact(scenarios, limit)
  if (parted.allowed.length > 0) return parted
  throw new NothingPlayed(`nothing to play within --impact ${limit}: ${waitingInWords(parted.waiting)}`)
}

/**
 * How many stories wait, by what they would do, and how they are allowed: `3 scenarios wait: 1 slow, 2
 * blocks-client (--impact blocks-client plays them)`. Empty where none waits.
 */
export function waitingInWords(waiting: readonly Scenario[]): string {
  if (waiting.length === 0) return ''
  const counts = Map.groupBy(waiting, (scenario) => impactOf(scenario))
  const parts = [...counts].map(([impact, { length }]) => `${length} ${impact}`).sort()
  const needed = greatest([...counts.keys()])
  return `${waiting.length} ${waiting.length === 1 ? 'scenario waits' : 'scenarios wait'}: ${parts.join(', ')} (--impact ${needed} plays them)`
}
