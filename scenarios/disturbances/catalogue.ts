import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { HarnessFault } from '../evidence/faults.ts'
import type { Disturbance } from './disturbance.ts'

const cases = join(import.meta.dirname, 'cases')

/**
 * Every disturbance under `scenarios/disturbances/cases`, by name. A file there needs no registration.
 *
 * @throws HarnessFault when two share a name
 */
export async function readDisturbances(): Promise<readonly Disturbance[]> {
  const files = readdirSync(cases, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .sort()
  const found = new Map<string, Disturbance>()
  for (const file of files) {
    const exported: Record<string, unknown> = await import(pathToFileURL(join(cases, file)).href)
    for (const each of Object.values(exported).flat().filter(isDisturbance)) {
      if (found.has(each.name)) throw new HarnessFault(`two disturbances are called ${each.name}`)
      found.set(each.name, each)
    }
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}

const isDisturbance = (value: unknown): value is Disturbance =>
  typeof value === 'object' && value !== null && 'name' in value && 'why' in value && 'meddlesWith' in value
