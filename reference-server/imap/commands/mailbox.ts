import type { Folder, FolderCounts, FolderView } from '../../store/account.ts'
import { isProblem } from '../../store/problem.ts'
import type { Command } from '../command.ts'
import { systemFlags } from '../flags.ts'
import { refused, status, tagged, untagged } from '../responses.ts'
import type { ImapSeams, Told } from '../seams.ts'
import { loggedInStates, type Context, type Outcome, type StateAt } from '../state.ts'
import { astring, nothing } from '../syntax/words.ts'

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
  answer: async (_nothing, { account, folder, view }, { tag }) => {
    const removed = view.isReadOnly ? [] : await removeDeleted(folder)
    if (isProblem(removed)) return { reply: refused(tag, removed) }
    return { reply: tagged(tag, 'done'), next: { at: 'authenticated', account } }
  },
}

/** UNSELECT (RFC 3691): the same, but nothing is removed. */
export const unselect: Command<null, 'selected'> = {
  verb: 'UNSELECT',
  during: ['selected'],
  parse: nothing,
  answer: (_nothing, { account }, { tag }) => ({
    reply: tagged(tag, 'done'),
    next: { at: 'authenticated', account },
  }),
}

async function removeDeleted(folder: Folder) {
  const { deleted, uidNext } = await folder.counts()
  if (deleted === 0) return []
  const messages = await folder.fetch({ from: 1, to: uidNext })
  return folder.expunge(messages.filter(({ flags }) => flags.has('\\Deleted')).map(({ uid }) => uid))
}

/** The previously selected mailbox is closed, even if the new one does not exist. */
async function open(
  verb: 'SELECT' | 'EXAMINE',
  name: string,
  { state: { account }, context }: { readonly state: StateAt<LoggedIn>; readonly context: Context },
): Promise<Outcome> {
  const { host, tag, onChange } = context
  const folder = await host.accounts.of(account).open(name)
  if (isProblem(folder)) return { reply: refused(tag, folder), next: { at: 'authenticated', account } }
  const isReadOnly = host.ask['imap.opens-read-only'](verb)
  const view = await folder.view({ isReadOnly, onChange })
  return {
    untagged: described(folder, view, { ...(await folder.counts()), tells: host.ask['imap.tells'] }),
    reply: tagged(tag, isReadOnly ? 'examined' : 'selected'),
    next: { at: 'selected', account, folder, view },
  }
}

function described(
  { uidValidity }: Folder,
  view: FolderView,
  { uidNext, tells }: FolderCounts & { readonly tells: ImapSeams['imap.tells'] },
): Buffer[] {
  const { uids, firstUnseen, isReadOnly } = view
  const all: readonly (readonly [Told, Buffer])[] = [
    ['FLAGS', untagged(`FLAGS (${systemFlags.join(' ')})`)],
    ['EXISTS', untagged(`${uids.length} EXISTS`)],
    ['RECENT', untagged(`${view.recentCount()} RECENT`)],
    ...(firstUnseen === undefined
      ? []
      : [['UNSEEN', status('firstUnseen', { number: firstUnseen })] as const]),
    ['PERMANENTFLAGS', status('permanentFlags', { flags: isReadOnly ? '' : systemFlags.join(' ') })],
    ['UIDVALIDITY', status('uidValidity', { uidValidity })],
    ['UIDNEXT', status('uidNext', { uidNext })],
  ]
  return all.filter(([item]) => tells(item)).map(([, response]) => response)
}
