import type { Scenario } from '#dsl'
import type { Judgment } from '../evidence/verdict.ts'
import type { Shortfall } from '../targets/target.ts'
import type { Plan, PlannedPlay } from './plan/plan.ts'
import type { PlayResult } from './play.ts'

/** The result of a play whose target does not answer. */
export const inconclusive = (plan: Plan, { scenario }: PlannedPlay, text: string): PlayResult =>
  unplayed(plan, scenario, 'inconclusive', { kind: 'stopped', text })

/** The result of a play whose target we cannot judge; what the target lacks is reported all the same. */
export const unplayable = (plan: Plan, { scenario, shortfalls }: PlannedPlay, text: string): PlayResult =>
  shortfalls.length > 0
    ? { scenario, target: plan.target.name, durationMs: 0, ...unsupported(shortfalls) }
    : unplayed(plan, scenario, 'faulty', { kind: 'fault', text })

const unplayed = (
  plan: Plan,
  scenario: Scenario,
  verdict: Judgment['verdict'],
  reason: Judgment['reasons'][number],
): PlayResult => ({
  scenario,
  target: plan.target.name,
  durationMs: 0,
  ...judgedAs(verdict, reason),
})

/** A verdict for one reason, where there is no evidence to judge. */
export const judgedAs = (verdict: Judgment['verdict'], reason: Judgment['reasons'][number]): Judgment => ({
  verdict,
  decision: null,
  form: null,
  reasons: [reason],
})

/** What a target lacks, as a verdict. */
export const unsupported = (shortfalls: readonly Shortfall[]): Judgment => ({
  verdict: 'unsupported',
  decision: null,
  form: null,
  reasons: shortfalls.map(({ need, why }) => ({ kind: 'shortfall', need, text: why })),
})

/** Our own code failed. */
export const faulty = (text: string): Judgment => judgedAs('faulty', { kind: 'fault', text })

/** An error with its causes, on one line. */
export const describeError = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause === undefined ? '' : `: ${describeError(error.cause)}`
  return `${error.name === 'Error' || error.name === 'HarnessFault' ? '' : `${error.name}: `}${error.message}${cause}`
}
