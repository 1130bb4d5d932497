import type { Plan } from '../run/plan/plan.ts'
import { UsageError } from './exit.ts'
import type { Io } from './io.ts'
import { planAsText } from './list.ts'
import type { ChosenTarget } from './targets.ts'

/**
 * Checks that a plan may be played: hosts other than loopback need `--yes`, and all secrets must be set.
 *
 * @param given the name or file of the target, and whether `--yes` was given
 * @throws UsageError with what is missing, the plan printed before it
 */
export function mayPlay(
  plan: Plan,
  chosen: ChosenTarget,
  given: { readonly target: string; readonly yes?: boolean },
  io: Io,
): void {
  if (chosen.farHosts.length > 0 && !given.yes) io.out(planAsText(plan))
  mayOpenSessions(chosen, given)
}

/** The same where there is no plan to show. @throws UsageError with what is missing */
export function mayOpenSessions(
  { farHosts, missing }: ChosenTarget,
  given: { readonly target: string; readonly yes?: boolean },
): void {
  if (farHosts.length > 0 && !given.yes) {
    throw new UsageError(
      `this would open sessions to ${farHosts.join(', ')} and send mail to the domains and accounts of the target file. ` +
        'If you are allowed to do that, add --yes.',
    )
  }
  if (missing.length > 0) {
    throw new UsageError(
      `${given.target} takes passwords from environment variables that are not set: ${missing.join(', ')}`,
    )
  }
}
