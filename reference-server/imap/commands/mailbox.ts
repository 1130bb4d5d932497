import { upperCase } from '../../policy/ascii.ts'
import type { Mailbox } from '../../store/mailboxes.ts'
import type { Command } from '../command.ts'
import { systemFlags } from '../flags.ts'
import { openView, type MailboxView } from '../mailbox-view.ts'
import { status, tagged, untagged } from '../responses.ts'
import { loggedInStates, type Context, type Outcome, type StateAt } from '../state.ts'
import { astring, nothing } from '../syntax/words.ts'

type LoggedIn = (typeof loggedInStates)[number]

/** INBOX in any case of letters is the one mailbox there is (RFC 3501 §5.1). */
export const isInbox = (name: string): boolean => upperCase(name) === 'INBOX'

/** SELECT mailbox (RFC 3501 §6.3.1). */
export const select: Command<string, LoggedIn> = {
  verb: 'SELECT',
  during: loggedInStates,
  parse: astring,
  answer: (name, state, context) => open(name, false, { state, context }),
}

/** EXAMINE mailbox (RFC 3501 §6.3.2): the same for reading only. */
export const examine: Command<string, LoggedIn> = {
  verb: 'EXAMINE',
  during: loggedInStates,
  parse: astring,
  answer: (name, state, context) => open(name, true, { state, context }),
}

/** CHECK (RFC 3501 §6.4.1): there is nothing to write down. */
export const check: Command<null, 'selected'> = {
  verb: 'CHECK',
  during: ['selected'],
  parse: nothing,
  answer: (_nothing, _state, { tag }) => ({ reply: tagged(tag, 'done') }),
}

/** CLOSE (RFC 3501 §6.4.2). What is flagged as deleted goes with it. */
export const close: Command<null, 'selected'> = {
  verb: 'CLOSE',
  during: ['selected'],
  parse: nothing,
  answer: (_nothing, { account, view }, { tag }) => {
    view.removeDeleted()
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

/** The mailbox selected before is left, even where there is none of the name. */
function open(
  name: string,
  isReadOnly: boolean,
  { state: { account }, context }: { readonly state: StateAt<LoggedIn>; readonly context: Context },
): Outcome {
  const { host, tag, onChange } = context
  if (!isInbox(name)) {
    return { reply: tagged(tag, 'mailboxUnknown'), next: { at: 'authenticated', account } }
  }
  const mailbox = host.mailboxes.of(account)
  const view = openView(mailbox, isReadOnly, onChange)
  return {
    untagged: described(mailbox, view),
    reply: tagged(tag, isReadOnly ? 'examined' : 'selected'),
    next: { at: 'selected', account, view },
  }
}

function described({ uidValidity, uidNext }: Mailbox, view: MailboxView): Buffer[] {
  const messages = view.messages()
  const unseen = messages.find(({ message }) => !message.flags.has('\\Seen'))
  return [
    untagged(`FLAGS (${systemFlags.join(' ')})`),
    untagged(`${messages.length} EXISTS`),
    untagged(`${view.recentCount()} RECENT`),
    ...(unseen ? [status('firstUnseen', { number: unseen.number })] : []),
    status('permanentFlags', { flags: view.isReadOnly ? '' : systemFlags.join(' ') }),
    status('uidValidity', { uidValidity }),
    status('uidNext', { uidNext }),
  ]
}
