import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { HarnessFault } from '../../evidence/faults.ts'
import type { Scenario } from '#dsl'

const cases = join(import.meta.dirname, '..', '..', 'cases')

/**
 * The book: every scenario under `scenarios/cases`, by id. A file there needs no registration.
 *
 * @throws HarnessFault when two scenarios share an id, or one stands in another area's folder
 */
export async function readBook(): Promise<readonly Scenario[]> {
  const files = readdirSync(cases, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .sort()
  const book = new Map<string, Scenario>()
  for (const file of files) {
    const exported: Record<string, unknown> = await import(pathToFileURL(join(cases, file)).href)
    for (const scenario of Object.values(exported).flat().filter(isScenario)) {
      if (book.has(scenario.id)) throw new HarnessFault(`two scenarios are called ${scenario.id}`)
      if (!file.startsWith(`${scenario.area}/`)) {
        throw new HarnessFault(`${scenario.id} is in scenarios/cases/${file}, not in ${scenario.area}/`)
      }
      book.set(scenario.id, scenario)
    }
  }
  return [...book.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
}

const isScenario = (value: unknown): value is Scenario =>
  typeof value === 'object' && value !== null && 'id' in value && 'run' in value && 'clauses' in value

/** Which scenarios a filter means: a part of the id, a clause, an area; several are tried in turn. */
export const matches = (scenario: Scenario, filters: readonly string[]): boolean =>
  filters.length === 0 ||
  filters.some(
    (filter) =>
      scenario.id.includes(filter) ||
      scenario.area === filter ||
      scenario.profile === filter ||
      scenario.clauses.some((clause) => clause === filter || clause.startsWith(`${filter}.`)),
  )
