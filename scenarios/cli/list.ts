import { matches, readBook } from '../run/plan/book.ts'
import { planFor, type Plan } from '../run/plan/plan.ts'
import { suggest } from '../clauses/suggest.ts'
import type { Scenario } from '#dsl'
import { UsageError } from './exit.ts'
import { asJson, type Io } from './io.ts'
import { chooseTarget } from './targets.ts'

export interface Selection {
  readonly filter?: readonly string[]
  readonly json?: boolean
}

/** The scenarios that match a filter. @throws UsageError when none does */
export async function select({ filter = [] }: Selection): Promise<readonly Scenario[]> {
  const book = await readBook()
  const selected = book.filter((scenario) => matches(scenario, filter))
  if (selected.length > 0) return selected
  const near = suggest(filter.join(' '), [
    ...book.map(({ id }) => id),
    ...book.flatMap(({ clauses }) => clauses),
  ])
  throw new UsageError(
    `no scenario matches ${filter.join(' ')}${near.length > 0 ? `; did you mean ${near.join(' or ')}?` : ''}`,
  )
}

/** `mailspec list`: the scenarios of the book. */
export async function list(options: Selection, io: Io): Promise<number> {
  const scenarios = await select(options)
  if (options.json) {
    io.out(asJson(scenarios.map((scenario) => ({ ...scenario, run: undefined }))))
    return 0
  }
  const width = Math.max(...scenarios.map(({ id }) => id.length))
  for (const { id, title } of scenarios) io.out(`${id.padEnd(width)}  ${title}\n`)
  io.out(`\n${scenarios.length} scenarios\n`)
  return 0
}

export interface PlanOptions extends Selection {
  readonly target: string
  readonly seed: number
  /** Milliseconds. */
  readonly patience?: number
}

/** `mailspec plan`: shows what would be played on a target, what would not, and why; sends nothing. */
export async function plan(options: PlanOptions, io: Io): Promise<number> {
  const { target, warnings } = chooseTarget(options.target, options)
  const planned = planFor(await select(options), target, options.seed)
  for (const warning of warnings) io.err(`mailspec: warning: ${warning}\n`)
  io.out(options.json ? asJson(planAsData(planned)) : planAsText(planned))
  return 0
}

const planAsData = ({ target, seed, plays }: Plan) => ({
  target: target.name,
  seed,
  plays: plays.map(({ scenario, needs, shortfalls }) => ({
    scenario: scenario.id,
    needs: { policy: needs.policy, accounts: needs.accounts, sources: needs.sources, uses: needs.uses },
    shortfalls,
  })),
})

export function planAsText({ target, plays }: Plan): string {
  const lines = plays.map(({ scenario, shortfalls }) =>
    shortfalls.length === 0
      ? `plays        ${scenario.id}`
      : `unsupported  ${scenario.id}: ${shortfalls.map(({ need, why }) => `${need} (${why})`).join('; ')}`,
  )
  const playable = plays.filter(({ shortfalls }) => shortfalls.length === 0).length
  return `${lines.join('\n')}\n\n${playable} of ${plays.length} scenarios would be played on ${target.name}\n`
}
