import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import * as fc from 'fast-check'
import type { Evidence } from '#evidence'
import type { Saboteur } from '#reference-server'
import { evidenceJson } from '../../reports/evidence-json.ts'
import { outFolder } from '../../scenarios/run/environment.ts'
import { virtualEpoch } from '../../reference-server/surroundings/virtual-clock.ts'
import { runs, seed as runSeed } from '../runs.ts'
import { storiesOf, type Notebook } from './commands.ts'
import { onStage } from './stage.ts'
import { beginning, type Setting } from './settings.ts'

/** What was found: the shortest story in which server and model differ. */
export interface CounterExample {
  readonly story: readonly string[]
  readonly evidence: Evidence
  /** What fast-check needs to play it again. */
  readonly again: string
}

export interface Search {
  /** How many stories, and how long they may be. */
  readonly stories: number
  readonly maxSteps: number
  readonly saboteurs?: readonly Saboteur[]
  /** Where it is to find the same whatever the seed of the run. */
  readonly seed?: number
}

/** A story that came out otherwise than foreseen. */
class Surprise extends Error {
  readonly found: Pick<CounterExample, 'story' | 'evidence'>

  constructor(message: string, found: Surprise['found']) {
    super(message)
    this.found = found
  }
}

/** Tells stories over real sessions until one surprises, and makes that one as short as it gets. */
export async function search(
  setting: Setting,
  { stories, maxSteps, saboteurs = [], seed = runSeed }: Search,
): Promise<{ readonly steps: number; readonly found?: CounterExample }> {
  let steps = 0
  const property = fc.asyncProperty(storiesOf(setting, maxSteps), async (commands) => {
    const notebook: Notebook = { known: beginning(setting, virtualEpoch), told: [] }
    const { evidence, error } = await onStage(
      setting,
      (cast) => fc.asyncModelRun(() => ({ model: notebook, real: cast }), commands),
      { saboteurs },
    )
    steps += notebook.told.length
    if (error !== undefined) throw new Surprise(messageOf(error), { story: notebook.told, evidence })
  })
  const details = await fc.check(property, { ...runs(stories), seed })
  if (!details.failed) return { steps }
  const { errorInstance, counterexamplePath } = details
  if (!(errorInstance instanceof Surprise)) throw errorInstance
  const { story, evidence } = errorInstance.found
  const replay = /replayPath=\S+/.exec(fc.stringify(details.counterexample))?.[0] ?? ''
  const again = `seed ${seed}, path ${counterexamplePath}, ${replay}`
  return { steps, found: { story: [...story, errorInstance.message], evidence, again } }
}

/** Writes a counter-example down as evidence, and tells it. */
export function tells({ story, evidence, again }: CounterExample, name: string): string {
  const file = join(outFolder, 'counter-examples', `${name.replaceAll(/[^a-z0-9]+/gi, '-')}.json`)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, evidenceJson(evidence))
  return [`server and model differ (${name}):`, ...story.map((line) => `  ${line}`), again, file].join('\n')
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
