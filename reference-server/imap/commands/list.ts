import type { Account } from '../../store/account.ts'
import { isProblem } from '../../store/problem.ts'
import type { Command } from '../command.ts'
import { delimiter, readName, writtenName } from '../mailbox-names.ts'
import { listed, listedSubscriptions, type Listed } from '../mailbox-list.ts'
import { tagged, untagged } from '../responses.ts'
import { loggedInStates, type Enabled } from '../state.ts'
import { statusOf } from '../status-of.ts'
import { listCommand, type ListCommand } from '../syntax/list-command.ts'
import { astring, listMailbox, nothing, spaced } from '../syntax/words.ts'

type LoggedIn = (typeof loggedInStates)[number]

/** LIST (RFC 3501 §6.3.8, RFC 5258, RFC 5819, RFC 6154). */
export const list: Command<ListCommand, LoggedIn> = {
  verb: 'LIST',
  brings: ['CHILDREN', 'SPECIAL-USE', 'LIST-EXTENDED', 'LIST-STATUS'],
  during: loggedInStates,
  parse: listCommand,
  answer: (asked, { account, enabled }, { host, tag }) => ({
    untagged: asksForDelimiter(asked)
      ? [untagged(`LIST (\\Noselect) "${delimiter}" ""`)]
      : lines(asked, host.accounts.of(account), enabled),
    reply: tagged(tag, 'done'),
  }),
}

/** LSUB reference mailbox (RFC 3501 §6.3.9). */
export const lsub: Command<readonly [string, string], LoggedIn> = {
  verb: 'LSUB',
  during: loggedInStates,
  parse: spaced(astring, listMailbox),
  answer: ([reference, pattern], { account, enabled }, { host, tag }) => ({
    untagged: subscribedLines(reference + pattern, host.accounts.of(account), enabled),
    reply: tagged(tag, 'done'),
  }),
}

/** NAMESPACE (RFC 2342): all mailboxes are the user's own. */
export const namespace: Command<null, LoggedIn> = {
  verb: 'NAMESPACE',
  brings: ['NAMESPACE'],
  during: loggedInStates,
  parse: nothing,
  answer: (_nothing, _state, { tag }) => ({
    untagged: [untagged(`NAMESPACE (("" "${delimiter}")) NIL NIL`)],
    reply: tagged(tag, 'done'),
  }),
}

/** The empty name asks for the delimiter, unless it is one of several. */
const asksForDelimiter = ({ isExtended, patterns }: ListCommand): boolean => !isExtended && patterns[0] === ''

async function* lines(
  { reference, patterns, selected, returned, isExtended }: ListCommand,
  account: Account,
  enabled: Enabled,
): AsyncGenerator<Buffer | undefined> {
  const mailboxes = {
    folders: await account.folders(),
    subscribed: new Set(account.subscriptions()),
    uses: account.uses(),
  }
  const named = patterns
    .filter((pattern) => pattern !== '')
    .flatMap((pattern) => readName(reference + pattern, enabled) ?? [])
  const asked = { patterns: named, selected, isExtended, showsSubscribed: returned.subscribed }
  for (const one of listed(mailboxes, asked)) {
    yield one && line('LIST', one, enabled)
    if (!one?.isFolder || !returned.status) continue
    const folder = await account.open(one.name)
    if (!isProblem(folder)) yield await statusOf(folder, returned.status, enabled)
  }
}

function* subscribedLines(
  written: string,
  account: Account,
  enabled: Enabled,
): Generator<Buffer | undefined> {
  const pattern = readName(written, enabled)
  if (pattern === undefined) return
  for (const one of listedSubscriptions(new Set(account.subscriptions()), pattern)) {
    yield one && line('LSUB', one, enabled)
  }
}

function line(
  verb: 'LIST' | 'LSUB',
  { name, attributes, hasSelectedWithin = false }: Pick<Listed, 'name' | 'attributes'> & Partial<Listed>,
  enabled: Enabled,
): Buffer {
  const more = hasSelectedWithin ? ' (CHILDINFO ("SUBSCRIBED"))' : ''
  return untagged(`${verb} (${attributes.join(' ')}) "${delimiter}" ${writtenName(name, enabled)}${more}`)
}
