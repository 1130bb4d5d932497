import * as fc from 'fast-check'
import { isWithin, type Impact } from '../clauses/impact.ts'
import { withinImpact } from './impact.ts'
import type { Step } from './models/step.ts'
import type { Property } from './property.ts'
import type { Setting } from './setting.ts'
import { shorten } from './shorten.ts'
import { lackOf, powersFor, type Stage, type Untold } from './stage.ts'
import { storiesOf } from './steps.ts'
import type { Told } from './tell.ts'

/** What a property is tried with: a story, and what is done to it. */
export interface Sample {
  readonly story: readonly Step[]
  readonly twist: unknown
}

export interface Search {
  readonly stage: Stage
  /** How many stories. */
  readonly runs: number
  readonly seed: number
  readonly impact: Impact
  /** What is tried before chance has its turn. */
  readonly examples?: readonly Sample[]
  readonly isDeclared?: (surprise: string) => boolean
  /** How many stories may be told to make a counterexample shorter. */
  readonly shortening: number
  /** Told after each story. */
  readonly onStory?: (soFar: Tally) => void
}

/** What a search has come to so far. */
export interface Tally {
  stories: number
  /** What came of steps. */
  outcomes: number
  accepted: number
  /** Surprises that were declared, and how often each was met. */
  readonly declared: Map<string, number>
}

/** The shortest story found in which the property does not hold. */
export interface Counterexample {
  readonly sample: Sample
  readonly tellings: readonly Told[]
  readonly surprise: string
}

export interface Searched extends Tally {
  readonly verdict: 'conforms' | 'violates' | Untold['verdict']
  readonly why?: string
  /** Why fewer stories were told than asked for. */
  readonly ended?: string
  readonly found?: Counterexample
}

/** So many stories in a row that could not be told end a search. */
const mostUntold = 3

/** Tells stories until one surprises, and makes that one as short as it gets. */
export async function search(property: Property, setting: Setting, how: Search): Promise<Searched> {
  const { stage, seed, runs: numRuns, examples = [], isDeclared = () => false } = how
  const tally: Tally = { stories: 0, outcomes: 0, accepted: 0, declared: new Map() }
  const powers = powersFor(setting, stage)
  if ('verdict' in powers) return { ...tally, ...powers }
  const lacks = property.needs.flatMap((power) => lackOf(power, setting, stage) ?? [])
  if (!isWithin(property.impact, how.impact)) lacks.push(`it needs --impact ${property.impact}`)
  if (lacks.length > 0) return { ...tally, verdict: 'unsupported', why: lacks.join('; ') }

  const tries = async ({ story, twist }: Sample): Promise<Counterexample | Untold | undefined> => {
    const within = withinImpact(story, how.impact)
    const tellings = await property.tries({ story: within, twist, setting, powers, stage, isDeclared })
    if ('verdict' in tellings) return tellings
    const surprise = tellings.at(-1)?.surprise
    counts(tellings, tally)
    return surprise === undefined ? undefined : { sample: { story: within, twist }, tellings, surprise }
  }

  const stories = storiesOf(setting, { ...property, powers })
  const samples = fc.record({ story: stories, twist: property.twists(setting) })
  const untold: Untold[] = []
  for (const sample of [...examples, ...fc.sample(samples, { seed, numRuns })]) {
    if (stage.signal?.aborted) break
    const found = await tries(sample)
    if (found && 'surprise' in found) return { ...tally, ...(await shortest(found, tries, how)) }
    if (found) untold.push(found)
    else untold.length = 0
    const [last] = untold.slice(-1)
    // What a server cannot be asked any more does not undo what it has shown.
    if (last?.verdict === 'unsupported' && tally.stories > 0) break
    if (last && (last.verdict !== 'inconclusive' || untold.length === mostUntold))
      return { ...tally, ...last }
    how.onStory?.(tally)
  }
  if (tally.stories === 0)
    return { ...tally, verdict: 'inconclusive', why: untold.at(-1)?.why ?? 'no story was told' }
  return { ...tally, verdict: 'conforms', ...(untold[0] && { ended: untold[0].why }) }
}

/** The shortest of its kind; where time flows, only what comes again when told again has shown something. */
async function shortest(
  first: Counterexample,
  tries: (sample: Sample) => Promise<Counterexample | Untold | undefined>,
  { stage, shortening }: Search,
): Promise<Pick<Searched, 'verdict' | 'why' | 'found'>> {
  let found = first
  const again = async (story: readonly Step[]): Promise<boolean> => {
    if (stage.signal?.aborted) return false
    const tried = await tries({ ...first.sample, story })
    if (!tried || !('surprise' in tried)) return false
    found = tried
    return true
  }
  // First of all: shortening uses up source addresses, and telling it again may need what is left of them.
  if (stage.target.clock !== 'virtual' && !(await again(first.sample.story)))
    return {
      verdict: 'inconclusive',
      why: `it did not come again when told again: ${first.surprise}`,
      found: first,
    }
  await shorten(first.sample.story, again, shortening)
  return { verdict: 'violates', found }
}

function counts(tellings: readonly Told[], tally: Tally): void {
  tally.stories++
  for (const { outcomes, declared } of tellings) {
    tally.outcomes += outcomes.filter((outcome) => outcome !== undefined).length
    tally.accepted += outcomes.filter((outcome) => outcome === 'accepted').length
    for (const each of declared) tally.declared.set(each, (tally.declared.get(each) ?? 0) + 1)
  }
}
