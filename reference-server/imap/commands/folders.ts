import type { Account } from '../../store/account.ts'
import { isProblem, type Problem } from '../../store/problem.ts'
import type { Command } from '../command.ts'
import { delimiter, mailboxNamed } from '../mailbox-names.ts'
import { refused, tagged } from '../responses.ts'
import { loggedInStates } from '../state.ts'
import { createCommand, type CreateCommand } from '../syntax/create-command.ts'
import { astring, spaced } from '../syntax/words.ts'

type LoggedIn = (typeof loggedInStates)[number]

/** CREATE mailbox (RFC 3501 §6.3.3), for a use or none (RFC 6154 §3). */
export const create: Command<CreateCommand, LoggedIn> = {
  verb: 'CREATE',
  brings: ['CREATE-SPECIAL-USE'],
  during: loggedInStates,
  parse: createCommand,
  answer: async ({ written, uses }, { account, enabled }, { host, tag }) => {
    // A delimiter at the end says that there will be mailboxes within.
    const name = mailboxNamed(written.endsWith(delimiter) ? written.slice(0, -1) : written, enabled)
    if (name === undefined) return { reply: tagged(tag, 'mailboxUnnameable') }
    const [use, ...more] = uses
    if (more.length > 0 || use === 'unknown') return { reply: tagged(tag, 'useUnknown') }
    const made = await host.accounts.of(account).create(name, use)
    return { reply: isProblem(made) ? refused(tag, made) : tagged(tag, 'done') }
  },
}

/** DELETE mailbox (RFC 3501 §6.3.4). Mailboxes within it stay. */
export const remove = naming('DELETE', (account, name) => account.remove(name))

/** SUBSCRIBE mailbox (RFC 3501 §6.3.6). */
export const subscribe = naming('SUBSCRIBE', (account, name) => account.subscribe(name))

/** UNSUBSCRIBE mailbox (RFC 3501 §6.3.7). */
export const unsubscribe = naming('UNSUBSCRIBE', (account, name) => account.unsubscribe(name))

/** RENAME mailbox mailbox (RFC 3501 §6.3.5), and the mailboxes within it. */
export const rename: Command<readonly [string, string], LoggedIn> = {
  verb: 'RENAME',
  during: loggedInStates,
  parse: spaced(astring, astring),
  answer: async ([before, after], { account, enabled }, { host, tag }) => {
    const [from, to] = [mailboxNamed(before, enabled), mailboxNamed(after, enabled)]
    if (from === undefined) return { reply: tagged(tag, 'mailboxUnknown') }
    if (to === undefined) return { reply: tagged(tag, 'mailboxUnnameable') }
    const problem = await host.accounts.of(account).rename(from, to)
    return { reply: problem ? refused(tag, problem) : tagged(tag, 'done') }
  },
}

function naming(
  verb: string,
  work: (account: Account, name: string) => Promise<Problem | undefined>,
): Command<string, LoggedIn> {
  return {
    verb,
    during: loggedInStates,
    parse: astring,
    answer: async (written, { account, enabled }, { host, tag }) => {
      const name = mailboxNamed(written, enabled)
      if (name === undefined) return { reply: tagged(tag, 'mailboxUnknown') }
      const problem = await work(host.accounts.of(account), name)
      return { reply: problem ? refused(tag, problem) : tagged(tag, 'done') }
    },
  }
}
