import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { evidenceJson } from '../../reports/evidence-json.ts'
import { readCounterexample, type KeptCounterexample } from './counterexample.ts'
import type { Question } from './properties.ts'
import type { Counterexample } from './search.ts'

/** Where counterexamples are kept. */
export const keptFolder = join(import.meta.dirname, '..', '..', 'fixtures', 'counterexamples')

const ending = '.story.json'

/** Every counterexample kept in a folder. @throws SyntaxError that names a file which is none */
export function readKept(folder = keptFolder): readonly KeptCounterexample[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => {
      const read = readCounterexample(JSON.parse(readFileSync(join(folder, name), 'utf8')))
      if ('problem' in read) throw new SyntaxError(`${name}: ${read.problem}`)
      return read
    })
}

/** Where a counterexample was written to. */
export interface Written {
  /** The telling that surprises: `mailspec replay` plays it again. */
  readonly evidence: string
  /** The story itself, to be kept. */
  readonly sample: string
  /** The name it is best kept under: others are found of the same property. */
  readonly keepAs: string
}

/** Writes a counterexample: the evidence of each telling, and the story as it is kept. */
export function writeCounterexample(
  { id, property, setting }: Question,
  { sample, tellings, surprise }: Counterexample,
  { folder, on, seed }: { readonly folder: string; readonly on: string; readonly seed: number },
): Written {
  mkdirSync(folder, { recursive: true })
  const place = (rest: string): string => join(folder, `${id.replace('/', '-')}${rest}`)
  const last = tellings.length - 1
  for (const [nth, { evidence }] of tellings.entries())
    writeFileSync(place(nth === last ? '.json' : '.before.json'), evidenceJson(evidence))
  const kept: KeptCounterexample = {
    version: 1,
    property: property.name,
    setting: setting.name,
    found: { on, seed },
    says: [...(tellings.at(-1)?.words ?? []), surprise],
    ...sample,
  }
  writeFileSync(place(ending), `${JSON.stringify(kept, undefined, 2)}\n`)
  const keepAs = `${[id.replace('/', '-'), on.replaceAll(/[^\w@.-]+/g, '-'), seed].join('-')}${ending}`
  return { evidence: place('.json'), sample: place(ending), keepAs }
}
