import { suggest } from '../clauses/suggest.ts'
import { readDisturbances } from '../disturbances/catalogue.ts'
import type { Disturbance } from '../disturbances/disturbance.ts'
import type { Plan } from '../run/plan/plan.ts'
import { UsageError } from './exit.ts'
import { asJson, type Io } from './io.ts'

/** What `--disturbed` was given: names, or true where it stands alone. Absent, nothing is disturbed. */
export type Disturbed = readonly string[] | true | undefined

/**
 * What a plan is disturbed by: each of the disturbances named alone, or all of them in bundles.
 *
 * @throws UsageError for a name that no disturbance has
 */
export async function disturbedBy(asked: Disturbed): Promise<Pick<Plan, 'disturbedBy'>> {
  if (asked === undefined) return {}
  const known = await readDisturbances()
  if (asked === true) return { disturbedBy: [known] }
  const isAll = asked.length === 1 && asked[0] === 'all'
  const named = isAll ? known : [...new Set(asked)].map((name) => disturbanceNamed(name, known))
  return { disturbedBy: named.map((each) => [each]) }
}

function disturbanceNamed(name: string, known: readonly Disturbance[]): Disturbance {
  const found = known.find((each) => each.name === name)
  if (found) return found
  const near = nearTo(name, ['all', ...known.map((each) => each.name)])
  throw new UsageError(
    `no disturbance is called ${name}${near.length > 0 ? `; did you mean ${near.join(' or ')}?` : ''}`,
  )
}

/** Names that are spelt much alike, or else share a word with it. */
function nearTo(name: string, known: readonly string[]): readonly string[] {
  const near = suggest(name, known)
  if (near.length > 0) return near
  const words = name.split('-').filter((word) => word.length > 3)
  return known.filter((each) => words.some((word) => each.includes(word))).slice(0, 3)
}

/** `mailspec disturbances`: the catalogue. */
export async function listDisturbances({ json }: { readonly json?: boolean }, io: Io): Promise<number> {
  const known = await readDisturbances()
  if (json) {
    io.out(asJson(known.map(({ name, why, meddlesWith }) => ({ name, why, meddlesWith }))))
    return 0
  }
  const width = Math.max(...known.map(({ name }) => name.length))
  for (const { name, why } of known) io.out(`${name.padEnd(width)}  ${why}\n`)
  io.out(`\n${known.length} disturbances\n`)
  return 0
}
