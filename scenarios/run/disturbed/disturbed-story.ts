import type { Disturbance } from '../../disturbances/disturbance.ts'
import type { Verdict } from '../../evidence/verdict.ts'
import type { Plan, PlannedPlay } from '../plan/plan.ts'
import type { PlayResult } from '../play.ts'
import { bundlesOf } from './bundles.ts'
import { disturbedPlay, lettingIn, type PassedOver } from './disturbed-plan.ts'

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

/** How a story is played under disturbances. */
interface Circumstances {
  /** What the story came to undisturbed. */
  readonly plain: PlayResult
  readonly plays: Plays
}

/** Plays a story under disturbances, as many as can be at once. */
export async function playDisturbed(
  plan: Plan,
  play: PlannedPlay,
  { disturbances, ...circumstances }: Circumstances & { readonly disturbances: readonly Disturbance[] },
): Promise<DisturbedStory> {
  const { evidence } = circumstances.plain
  if (!evidence) return nothing
  const { by, passedOver } = lettingIn(play, evidence, disturbances)
  const stories: DisturbedStory[] = [{ ...nothing, passedOver }]
  // In other stories others come first.
  for (const bundle of bundlesOf(by, play.scenario.id.length))
    stories.push(await playBundle(bundle, (some) => disturbedPlay(plan, play, some), circumstances))
  return together(stories)
}

/** Plays a bundle, and where the verdict is another one then, each half of it, until those to blame are found. */
async function playBundle(
  bundle: readonly Disturbance[],
  planned: (by: readonly Disturbance[]) => PlannedPlay,
  circumstances: Circumstances,
): Promise<DisturbedStory> {
  const { plain, plays } = circumstances
  const result = await plays(planned(bundle), timeFor(plain))
  const outcome = { by: bundle.map(({ name }) => name), result }
  const kind = kindOf[relationOf(plain.verdict, result.verdict)]
  if (kind === 'held' || bundle.length === 1) return { ...nothing, [kind]: [outcome] }
  const middle = Math.floor(bundle.length / 2)
  const parts: DisturbedStory[] = []
  for (const half of [bundle.slice(0, middle), bundle.slice(middle)])
    parts.push(await playBundle(half, planned, circumstances))
  const apart = together(parts)
  // No half does it alone: all of them do it together.
  const isOfAll = apart.broken.length + apart.untold.length === 0
  return isOfAll ? { ...nothing, [kind]: [outcome] } : apart
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
