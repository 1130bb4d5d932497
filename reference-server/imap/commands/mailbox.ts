import type { Folder, FolderCounts, FolderView } from '../../store/account.ts'
import { isProblem } from '../../store/problem.ts'
import type { Command } from '../command.ts'
import { openMailbox } from '../open-mailbox.ts'
import { refused, status, tagged, untagged } from '../responses.ts'
import type { ImapSeams, Told } from '../seams.ts'
import { loggedInStates, withoutMailbox, type Context, type Outcome, type StateAt } from '../state.ts'
import { astring, nothing } from '../syntax/words.ts'
import { flagsOf, flagsThere, toldFlags } from '../told-flags.ts'
import { removeDeleted } from './expunge.ts'

type LoggedIn = (typeof loggedInStates)[number]

/** SELECT mailbox (RFC 3501 §6.3.1). */
export const select: Command<string, LoggedIn> = {
  verb: 'SELECT',
  during: loggedInStates,
  parse: astring,
  answer: (name, state, context) => open('SELECT', name, { state, context }),
}

/** EXAMINE mailbox (RFC 3501 §6.3.2): the same for reading only. */
export const examine: Command<string, LoggedIn> = {
  verb: 'EXAMINE',
  during: loggedInStates,
  parse: astring,
  answer: (name, state, context) => open('EXAMINE', name, { state, context }),
}

/** CHECK (RFC 3501 §6.4.1): there is nothing to write. */
export const check: Command<null, 'selected'> = {
  verb: 'CHECK',
  during: ['selected'],
  parse: nothing,
  answer: (_nothing, _state, { tag }) => ({ reply: tagged(tag, 'done') }),
}

/** CLOSE (RFC 3501 §6.4.2). It removes messages flagged as deleted. */
export const close: Command<null, 'selected'> = {
  verb: 'CLOSE',
  during: ['selected'],
  parse: nothing,
  answer: async (_nothing, selected, { tag }) => {
    const { view } = selected
    const problem = view.isReadOnly ? undefined : await removeDeleted(selected.folder)
    if (problem) return { reply: refused(tag, problem) }
    return { reply: tagged(tag, 'done'), next: withoutMailbox(selected) }
  },
}

/** UNSELECT (RFC 3691): the same, but nothing is removed. */
export const unselect: Command<null, 'selected'> = {
  verb: 'UNSELECT',
  brings: ['UNSELECT'],
  during: ['selected'],
  parse: nothing,
  answer: (_nothing, selected, { tag }) => ({
    reply: tagged(tag, 'done'),
    next: withoutMailbox(selected),
  }),
}

/** The previously selected mailbox is closed, even if the new one does not exist. */
async function open(
  verb: 'SELECT' | 'EXAMINE',
  name: string,
  { state, context }: { readonly state: StateAt<LoggedIn>; readonly context: Context },
): Promise<Outcome> {
  const { host, tag, onChange } = context
  const outside = withoutMailbox(state)
  const folder = await openMailbox(name, state, context)
  if (isProblem(folder)) return { reply: refused(tag, folder), next: outside }
  const isReadOnly = host.ask['imap.opens-read-only'](verb)
  const view = await folder.view({ isReadOnly, onChange })
  return {
    untagged: described(folder, view, { ...(await folder.counts()), tells: host.ask['imap.tells'] }),
    reply: tagged(tag, isReadOnly ? 'examined' : 'selected'),
    next: { ...outside, at: 'selected', folder, view, toldFlags: toldFlags(folder, isReadOnly) },
  }
}

function described(
  folder: Folder,
  view: FolderView,
  { uidNext, tells }: FolderCounts & { readonly tells: ImapSeams['imap.tells'] },
): Buffer[] {
  const { uidValidity } = folder
  const { uids, firstUnseen, isReadOnly } = view
  const { all, permanent } = flagsOf(folder, isReadOnly)
  const responses: readonly (readonly [Told, Buffer])[] = [
    ['FLAGS', flagsThere(all)],
    ['EXISTS', untagged(`${uids.length} EXISTS`)],
    ['RECENT', untagged(`${view.recentCount()} RECENT`)],
    ...(firstUnseen === undefined
      ? []
      : [['UNSEEN', status('firstUnseen', { number: firstUnseen })] as const]),
    ['PERMANENTFLAGS', status('permanentFlags', { flags: permanent.join(' ') })],
    ['UIDVALIDITY', status('uidValidity', { uidValidity })],
    ['UIDNEXT', status('uidNext', { uidNext })],
  ]
  return responses.filter(([item]) => tells(item)).map(([, response]) => response)
}
