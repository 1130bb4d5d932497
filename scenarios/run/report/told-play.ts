import type { Target } from '../../targets/target.ts'
import type { PlayResult } from '../play.ts'

/** A target as reports name it. */
export type NamedTarget = Pick<Target, 'name' | 'software' | 'clock' | 'file'>

/** The result of a play, as one process tells it to another: plain values, and the path of the evidence. */
export interface ToldPlay extends Pick<
  PlayResult,
  'durationMs' | 'verdict' | 'decision' | 'form' | 'reasons'
> {
  readonly scenario: string
  readonly target: NamedTarget
  /** Null where there is no evidence, because it could not be played or nobody writes a report. */
  readonly evidence: string | null
}

/** Takes from a result what another process needs to report it. */
export const toldPlay = (
  { scenario, durationMs, verdict, decision, form, reasons }: PlayResult,
  target: NamedTarget,
  evidence: string | undefined,
): ToldPlay => ({
  scenario: scenario.id,
  target: named(target),
  durationMs,
  verdict,
  decision,
  form,
  reasons,
  evidence: evidence ?? null,
})

/** What reports say of a target, and nothing else. */
export const named = ({ name, software, clock, file }: NamedTarget): NamedTarget => ({
  name,
  software,
  clock,
  ...(file !== undefined && { file }),
})
