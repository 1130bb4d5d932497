import { usualTimeLimits } from '../evidence/bounds.ts'
import type { Plan } from '../run/plan/plan.ts'
import { isPlayable } from '../run/plan/order.ts'
import { timeout } from '../run/story/story-time.ts'
import { durationInWords } from '../../reports/words.ts'

/** How long a run may take. */
export interface TimeLimit extends Disposable {
  /** Aborted once that time is over, with a reason that says so. */
  readonly signal: AbortSignal
}

/**
 * Begins the time of a run.
 *
 * @param given milliseconds; without, the usual time and what its stories may wait for
 */
export function limitsTime(plans: readonly Plan[], given: number | undefined): TimeLimit {
  const controller = new AbortController()
  const within = given ?? usualTimeLimits.run + patienceOf(plans)
  const timer = timeout(
    () => controller.abort(`the time limit of the run, ${durationInWords(within)}, has passed`),
    within,
  )
  return { signal: controller.signal, [Symbol.dispose]: () => clearTimeout(timer) }
}

const patienceOf = (plans: readonly Plan[]): number =>
  plans.reduce((sum, { target, plays }) => sum + (target.patience ?? 0) * plays.filter(isPlayable).length, 0)
