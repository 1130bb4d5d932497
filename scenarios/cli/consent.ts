import type { Plan } from '../run/plan/plan.ts'
import { UsageError } from './exit.ts'
import type { Io } from './io.ts'
import { planAsText } from './list.ts'
import type { ChosenTarget } from './targets.ts'

/**
 * Lets a plan pass to its target: hosts that are not loopback take a word, and secrets have to be there.
 *
 * @param given the name or file of the target, and whether the word was said
 * @throws UsageError with what is missing, the plan printed before it
 */
export function mayPlay(
  plan: Plan,
  { farHosts, missing }: ChosenTarget,
  given: { readonly target: string; readonly yes?: boolean },
  io: Io,
): void {
  if (farHosts.length > 0 && !given.yes) {
    io.out(planAsText(plan))
    throw new UsageError(
      `this would open sessions to ${farHosts.join(', ')}, and write to the domains and accounts of the target file. ` +
        'If that is yours to do, add --yes.',
    )
  }
  if (missing.length > 0) {
    throw new UsageError(
      `the environment has no ${missing.join(', no ')}: set what holds the passwords of ${given.target}`,
    )
  }
}
