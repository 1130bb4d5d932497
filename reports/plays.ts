import type { ScenarioResult } from './results.ts'

/** A play behind a result: the plain one, or a disturbed one that came to another verdict. */
export interface PlayOfResult {
  readonly result: ScenarioResult
  /** The disturbances it was played under, by name; none for the plain play. */
  readonly by: readonly string[]
}

/** The plays behind a result, the plain one first. */
export function playsOf(result: ScenarioResult): readonly PlayOfResult[] {
  const { target, decision, form, durationMs, disturbed } = result
  const broken = disturbed?.broken ?? []
  return [
    { result, by: [] },
    ...broken.map(({ by, ...play }) => ({ result: { target, decision, form, durationMs, ...play }, by })),
  ]
}
