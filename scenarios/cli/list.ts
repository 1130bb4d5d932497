import { notPlayedLines } from '../../reports/not-played.ts'
import { matches, readBook } from '../run/plan/book.ts'
import { byImpact, impactOf, waitingInWords } from '../run/plan/impact.ts'
import { planFor, type Plan } from '../run/plan/plan.ts'
import { suggest } from '../clauses/suggest.ts'
import type { Impact } from '#clauses'
import type { Scenario } from '#dsl'
import { UsageError } from './exit.ts'
import { asJson, type Io } from './io.ts'
import { chooseTarget } from './targets.ts'

export interface Selection {
  readonly filter?: readonly string[]
  readonly json?: boolean
  /** The most that scenarios may do to a server. */
  readonly impact?: Impact
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
  const all = await select(options)
  const scenarios = options.impact === undefined ? all : byImpact(all, options.impact).allowed
  if (options.json) {
    io.out(asJson(scenarios.map((scenario) => ({ ...scenario, impact: impactOf(scenario), run: undefined }))))
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
  const { target, warnings, impact } = chooseTarget(options.target, options)
  const { allowed, waiting } = byImpact(await select(options), options.impact ?? impact)
  const planned = planFor(allowed, target, options.seed)
  for (const warning of warnings) io.err(`mailspec: warning: ${warning}\n`)
  if (options.json) io.out(asJson(planAsData(planned, waiting)))
  else io.out(`${planAsText(planned)}${waiting.length > 0 ? `${waitingInWords(waiting)}\n` : ''}`)
  return 0
}

const planAsData = ({ target, seed, plays }: Plan, waiting: readonly Scenario[]) => ({
  target: target.name,
  seed,
  plays: plays.map(({ scenario, needs, shortfalls }) => ({
    scenario: scenario.id,
    needs: { policy: needs.policy, accounts: needs.accounts, sources: needs.sources, uses: needs.uses },
    shortfalls,
  })),
  waiting: waiting.map((scenario) => ({ scenario: scenario.id, impact: impactOf(scenario) })),
})

/** What is played by name, and why the rest is not: scenario by scenario where they are few, else folded by reason. */
export function planAsText({ target, plays }: Plan): string {
  const playable = plays.filter(({ shortfalls }) => shortfalls.length === 0)
  const rest = plays.filter(({ shortfalls }) => shortfalls.length > 0)
  const few = rest.length <= mostByName
  const lines = (few ? plays : playable).map(({ scenario, shortfalls }) =>
    shortfalls.length === 0
      ? `plays        ${scenario.id}`
      : `unsupported  ${scenario.id}: ${shortfalls.map(({ need, why }) => `${need} (${why})`).join('; ')}`,
  )
  const folded = few
    ? []
    : [
        ...(playable.length > 0 ? [''] : []),
        `${rest.length} are not played; a filter that leaves ${mostByName} shows each. They lack:`,
        ...notPlayedLines(rest.map(({ shortfalls }) => shortfalls)),
      ]
  const end = `${playable.length} of ${plays.length} scenarios would be played on ${target.name}`
  return `${[...lines, ...folded].join('\n')}\n\n${end}\n`
}

/** Up to so many scenarios that are not played are listed one by one, each with its reason. */
const mostByName = 20
