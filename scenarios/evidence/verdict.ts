/** The verdict on a scenario on one target. */
export type Verdict = 'conforms' | 'deviates' | 'violates' | 'inconclusive' | 'unsupported' | 'faulty'

/** The result of one axis of the claims; null when nothing was claimed on it. */
export type AxisResult = 'holds' | 'broken' | 'unknown' | null

/** Why a verdict is what it is; `need` names what a shortfall lacked, `claim` counts the claims from 0. */
export interface Reason {
  readonly kind: 'shortfall' | 'claim' | 'stopped' | 'fault'
  readonly need?: string
  readonly claim?: number
  readonly text: string
}

export interface Judgment {
  readonly verdict: Verdict
  readonly decision: AxisResult
  readonly form: AxisResult
  readonly reasons: readonly Reason[]
}

/** Worst first. `unsupported` was not played, so it is worse than nothing and better than any trouble. */
const worstFirst: readonly Verdict[] = [
  'faulty',
  'violates',
  'inconclusive',
  'deviates',
  'conforms',
  'unsupported',
]

/** The worst of some verdicts; undefined for none. */
export const worstOf = (verdicts: Iterable<Verdict>): Verdict | undefined => {
  const seen = new Set(verdicts)
  return worstFirst.find((verdict) => seen.has(verdict))
}

/** 0, or the exit code that stands for the worst verdict: 3 our fault, 1 violates, 2 cannot tell. */
export function exitCodeOf(verdicts: Iterable<Verdict>, { strict = false } = {}): 0 | 1 | 2 | 3 {
  const seen = new Set(verdicts)
  if (seen.has('faulty')) return 3
  if (seen.has('violates') || (strict && seen.has('deviates'))) return 1
  return seen.has('inconclusive') ? 2 : 0
}
