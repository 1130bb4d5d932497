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
  /** Its verdict was the same. */
  readonly held: readonly DisturbedPlay[]
  /** Its verdict was another one. */
  readonly broken: readonly DisturbedPlay[]
  /** Nothing can be told: the play did not get to its end, or was not possible. */
  readonly untold: readonly DisturbedPlay[]
  readonly passedOver: readonly PassedOver[]
}

/** Plays a plan's play as the run does, in so many milliseconds at most. */
export type Plays = (play: PlannedPlay, within: number) => Promise<PlayResult>

/** How long a disturbed play may take: many times as long as the plain one, and a while for one that took next to no time. */
const timeFor = (plain: PlayResult): number => 30_000 + 20 * plain.durationMs

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
  if (!plain.evidence) return nothing
  const { evidence } = plain
  const { play: disturbed, by, passedOver } = disturbedPlan(plan, play, evidence, bundle)
  if (!disturbed) return { ...nothing, passedOver }
  const outcome = { by: by.map(({ name }) => name), result: await plays(disturbed, timeFor(plain)) }
  const relation = relationOf(plain.verdict, outcome.result.verdict)
  if (relation === 'same') return { ...nothing, passedOver, held: [outcome] }
  if (by.length === 1) return { ...nothing, passedOver, [kindOf[relation]]: [outcome] }
  const parts: DisturbedStory[] = [{ ...nothing, passedOver }]
  for (const one of by) parts.push(await playDisturbed(plan, play, { plain, bundle: [one], plays }))
  const alone = together(parts)
  // No part does it alone: all of them do it together.
  const isOfAll = alone.broken.length + alone.untold.length === 0
  return isOfAll ? { ...alone, held: [], [kindOf[relation]]: [outcome] } : alone
}

const nothing: DisturbedStory = { held: [], broken: [], untold: [], passedOver: [] }

const kindOf = { same: 'held', other: 'broken', none: 'untold' } as const

/** What became of one story in several bundles. */
export const together = (stories: readonly DisturbedStory[]): DisturbedStory => ({
  held: stories.flatMap(({ held }) => held),
  broken: stories.flatMap(({ broken }) => broken),
  untold: stories.flatMap(({ untold }) => untold),
  passedOver: stories.flatMap(({ passedOver }) => passedOver),
})

const telling: readonly Verdict[] = ['conforms', 'deviates', 'violates']

/** How the verdict on a disturbed play stands to the plain one: `none` where one of the two tells nothing. */
export function relationOf(plain: Verdict, disturbed: Verdict): 'same' | 'other' | 'none' {
  if (!telling.includes(plain) || !telling.includes(disturbed)) return 'none'
  return plain === disturbed ? 'same' : 'other'
}
