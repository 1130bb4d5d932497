import type { Folder, FolderCounts, FolderView } from '../../store/account.ts'
import { isProblem } from '../../store/problem.ts'
import type { Command } from '../command.ts'
import { openMailbox } from '../open-mailbox.ts'
import { refused, status, tagged, untagged } from '../responses.ts'
import type { ImapSeams, Told } from '../seams.ts'
import {
  enabling,
  loggedInStates,
  withoutMailbox,
  type Context,
  type Outcome,
  type StateAt,
} from '../state.ts'
import { selectCommand, type Known, type SelectCommand } from '../syntax/select-command.ts'
import { inOrder, isAmong } from '../syntax/sequence-set.ts'
import { nothing } from '../syntax/words.ts'
import { missingAmong, vanished } from '../vanished.ts'
import { flagsShown } from '../shown.ts'
import { flagsOf, flagsThere, toldFlags } from '../told-flags.ts'
import { removeDeleted } from './expunge.ts'

type LoggedIn = (typeof loggedInStates)[number]

/** SELECT mailbox (RFC 3501 §6.3.1). */
export const select: Command<SelectCommand, LoggedIn> = {
  verb: 'SELECT',
  during: loggedInStates,
  parse: selectCommand,
  answer: (asked, state, context) => open('SELECT', asked, { state, context }),
}

/** EXAMINE mailbox (RFC 3501 §6.3.2): the same for reading only. */
export const examine: Command<SelectCommand, LoggedIn> = {
  verb: 'EXAMINE',
  during: loggedInStates,
  parse: selectCommand,
  answer: (asked, state, context) => open('EXAMINE', asked, { state, context }),
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
  { written, condstore, known }: SelectCommand,
  { state, context }: { readonly state: StateAt<LoggedIn>; readonly context: Context },
): Promise<Outcome> {
  const { host, tag, onChange } = context
  if (known && !state.enabled.has('QRESYNC')) return { reply: tagged(tag, 'qresyncOff') }
  const outside = condstore ? enabling(withoutMailbox(state), ['CONDSTORE']) : withoutMailbox(state)
  const left = state.at === 'selected' ? [status('closed')] : []
  const folder = await openMailbox(written, state, context)
  if (isProblem(folder)) return { untagged: left, reply: refused(tag, folder), next: outside }
  const isReadOnly = host.ask['imap.opens-read-only'](verb)
  const view = await folder.view({ isReadOnly, onChange })
  const next = { ...outside, at: 'selected', folder, view, toldFlags: toldFlags(folder, isReadOnly) } as const
  const counts = await folder.counts()
  return {
    untagged: [
      ...left,
      ...described(folder, view, { ...counts, tells: host.ask['imap.tells'] }),
      ...(known?.uidValidity === folder.uidValidity ? await changesSince(known, next, counts) : []),
    ],
    reply: tagged(tag, isReadOnly ? 'examined' : 'selected'),
    next,
  }
}

/** Tells what has changed since a client last looked (RFC 7162 §3.2.5): what is gone, then what has other flags. */
async function changesSince(
  { modseq, uids }: Known,
  selected: StateAt<'selected'>,
  counts: FolderCounts,
): Promise<readonly Buffer[]> {
  if (modseq >= counts.modseq) return []
  const last = counts.uidNext - 1
  const ranges = uids
    ? inOrder(uids, last).map(({ from, to }) => ({ from, to: Math.min(to, last) }))
    : [{ from: 1, to: last }]
  const { changed } = await selected.folder.changesSince(modseq)
  const told = changed
    .filter(({ uid }) => isAmong(uid, ranges))
    .sort((one, other) => one.uid - other.uid)
    .flatMap((message) => {
      const { from: number, to } = selected.view.numbersOf({ from: message.uid, to: message.uid })
      return number === to ? flagsShown({ number, message }, selected, { withUid: true }) : []
    })
  return [...vanished(missingAmong(ranges, selected.view.uids), 'earlier'), ...told]
}

function described(
  folder: Folder,
  view: FolderView,
  { uidNext, modseq, tells }: FolderCounts & { readonly tells: ImapSeams['imap.tells'] },
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
    ['HIGHESTMODSEQ', status('highestModseq', { modseq })],
  ]
  return responses.filter(([item]) => tells(item)).map(([, response]) => response)
}
