import type * as fc from 'fast-check'
import type { z } from 'zod'
import type { Power } from '#dsl'
import type { Impact } from '../clauses/impact.ts'
import type { Step } from './models/step.ts'
import type { Setting } from './setting.ts'
import type { Stage, Untold } from './stage.ts'
import type { Told } from './tell.ts'

/** A story to be tried, with what is done to it besides telling it. */
export interface Trial<Twist = unknown> {
  readonly setting: Setting
  readonly story: readonly Step[]
  readonly twist: Twist
  readonly powers: readonly Power[]
  readonly stage: Stage
  /** Whether what came instead is known of this target, and no reason to stop. */
  readonly isDeclared: (surprise: string) => boolean
}

/** Something that holds of any story told in some settings. */
export interface Property<Twist = unknown> {
  readonly name: string
  readonly title: string
  readonly settings: readonly Setting[]
  /** The powers it cannot be asked without. */
  readonly needs: readonly Power[]
  /** What its own part does to a server in use, whatever the story does. */
  readonly impact: Impact
  readonly maxSteps: number
  twists(setting: Setting): fc.Arbitrary<Twist>
  /** How a twist is read from a file. */
  readonly twist: z.ZodType<Twist>
  /** Tells the story as often as it takes: what surprises is in the last telling. */
  tries(trial: Trial<Twist>): Promise<readonly Told[] | Untold>
}
