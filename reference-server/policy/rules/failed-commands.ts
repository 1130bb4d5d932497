import { deny } from '../decision.ts'
import type { Policy } from '../document/document.ts'
import type { SessionFacts } from '../facts.ts'
import type { Rule } from '../rule.ts'
import { sessionNote } from '../session-note.ts'

/** How many commands have failed in a session. */
const failures = sessionNote(0)

/**
 * How many commands may fail in a session, if there is a limit. It applies to the exempt group too.
 *
 * @see kerio.limits.failed-commands, kerio.limits.failed-commands-off, kerio.limits.exempt-not-other-limits
 */
const mostFailures = (_facts: SessionFacts, { limits }: Policy): number | undefined => limits.failedCommands

const seams = { 'failed-commands.most': mostFailures } as const

/** The command whose failure reaches the limit ends the session. */
export const failedCommands: Rule<typeof seams> = {
  name: 'failed-commands',
  seams,
  decides: {
    'command-failed': (facts, { policy, ask }) => {
      const most = ask['failed-commands.most'](facts, policy)
      return most === undefined || failures.of(facts.session) + 1 < most
        ? undefined
        : deny('failed-commands', 'tooManyFailures', { closes: true })
    },
  },
  learns: {
    'command-failed': ({ session }) => failures.write(session, failures.of(session) + 1),
  },
}
