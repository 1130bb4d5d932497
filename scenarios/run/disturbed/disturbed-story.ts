import type { Disturbance } from '../../disturbances/disturbance.ts'
import type { Verdict } from '../../evidence/verdict.ts'
import type { Plan, PlannedPlay } from '../plan/plan.ts'
import type { PlayResult } from '../play.ts'
import { disturbedPlan, type PassedOver } from './disturbed-plan.ts'

/** A story played under disturbances, by name. */
export interface DisturbedPlay {
  readonly by: readonly string[]
  readonly result: PlayResult
}

/** What became of one story under some disturbances. */
export interface DisturbedStory {
  readonly scenario: string
  /** Its verdict was the same. */
  readonly held: readonly DisturbedPlay[]
  /** Its verdict was another one. */
  readonly broken: readonly DisturbedPlay[]
  /** Nothing can be told: the play did not get to its end, or was not possible. */
  readonly untold: readonly DisturbedPlay[]
  readonly passedOver: readonly PassedOver[]
}

/** Plays a plan's play as the run does. */
type Plays = (play: PlannedPlay) => Promise<PlayResult>

/**
 * Plays a story under several disturbances at once, and where its verdict is another one then, under each of them
 * alone, so that those to blame are named.
 *
 * @param plain what the story came to undisturbed
 */
export async function playDisturbed(
  plan: Plan,
  play: PlannedPlay,
  {
    plain,
    bundle,
    plays,
  }: { readonly plain: PlayResult; readonly bundle: readonly Disturbance[]; readonly plays: Plays },
): Promise<DisturbedStory> {
  const nothing = { scenario: play.scenario.id, held: [], broken: [], untold: [], passedOver: [] }
  if (!plain.evidence) return nothing
  const { evidence } = plain
  const { play: disturbed, by, passedOver } = disturbedPlan(plan, play, evidence, bundle)
  if (!disturbed) return { ...nothing, passedOver }
  const outcome = { by: by.map(({ name }) => name), result: await plays(disturbed) }
  const relation = relationOf(plain.verdict, outcome.result.verdict)
  if (relation === 'same') return { ...nothing, passedOver, held: [outcome] }
  if (by.length === 1)
    return { ...nothing, passedOver, [relation === 'other' ? 'broken' : 'untold']: [outcome] }
  const parts: DisturbedStory[] = []
  for (const one of by) parts.push(await playDisturbed(plan, play, { plain, bundle: [one], plays }))
  const all = (kind: 'held' | 'broken' | 'untold') => parts.flatMap((part) => part[kind])
  // No part does it alone: they do it together.
  const together = all('broken').length + all('untold').length === 0 ? [outcome] : []
  return {
    ...nothing,
    passedOver,
    held: all('held'),
    broken: [...all('broken'), ...(relation === 'other' ? together : [])],
    untold: [...all('untold'), ...(relation === 'none' ? together : [])],
  }
}

const telling: readonly Verdict[] = ['conforms', 'deviates', 'violates']

/** How the verdict on a disturbed play stands to the plain one: `none` where one of the two tells nothing. */
export function relationOf(plain: Verdict, disturbed: Verdict): 'same' | 'other' | 'none' {
  if (!telling.includes(plain) || !telling.includes(disturbed)) return 'none'
  return plain === disturbed ? 'same' : 'other'
}
