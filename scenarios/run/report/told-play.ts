import type { Target } from '../../targets/target.ts'
import type { PlayResult } from '../play.ts'

/** A target as reports name it. */
export type NamedTarget = Pick<Target, 'name' | 'software' | 'clock'>

/** What a play came to, as one process tells another: plain values, the evidence by its path. */
export interface ToldPlay extends Pick<
  PlayResult,
  'durationMs' | 'verdict' | 'decision' | 'form' | 'reasons'
> {
  readonly scenario: string
  readonly target: NamedTarget
  /** Null where there is none, because it could not be played or nobody writes a report. */
  readonly evidence: string | null
}

/** Takes from a result what another process needs to report it. */
export const toldPlay = (
  { scenario, durationMs, verdict, decision, form, reasons }: PlayResult,
  { name, software, clock }: NamedTarget,
  evidence: string | undefined,
): ToldPlay => ({
  scenario: scenario.id,
  target: { name, software, clock },
  durationMs,
  verdict,
  decision,
  form,
  reasons,
  evidence: evidence ?? null,
})
