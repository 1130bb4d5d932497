import type { Command } from '../command.ts'
import { openMailbox } from '../open-mailbox.ts'
import { isProblem } from '../../store/problem.ts'
import { refused, tagged } from '../responses.ts'
import { enabling, loggedInStates } from '../state.ts'
import { statusOf } from '../status-of.ts'
import { statusItem, type StatusItem } from '../syntax/status-items.ts'
import { astring, list, spaced } from '../syntax/words.ts'

/** STATUS mailbox (items) (RFC 3501 §6.3.10). */
export const status: Command<readonly [string, readonly StatusItem[]], (typeof loggedInStates)[number]> = {
  verb: 'STATUS',
  brings: ['STATUS=SIZE'],
  during: loggedInStates,
  parse: spaced(astring, list(statusItem)),
  answer: async ([name, wanted], state, context) => {
    const folder = await openMailbox(name, state, context)
    if (isProblem(folder)) return { reply: refused(context.tag, folder) }
    return {
      untagged: [await statusOf(folder, wanted, state.enabled)],
      reply: tagged(context.tag, 'done'),
      ...(wanted.includes('HIGHESTMODSEQ') && { next: enabling(state, ['CONDSTORE']) }),
    }
  },
}
