import type { Folder, Message, NewMessage } from '../../store/account.ts'
import { isProblem, type Problem } from '../../store/problem.ts'
import type { Command } from '../command.ts'
import { mailboxNamed } from '../mailbox-names.ts'
import { openMailbox } from '../open-mailbox.ts'
import { refused, tagged } from '../responses.ts'
import { loggedInStates } from '../state.ts'
import { appended, type Appended } from '../syntax/append.ts'
import { writtenSet } from '../syntax/sequence-set.ts'

/** The octets of all messages in one APPEND (RFC 7889). */
export const mostAppended = 2 ** 26

/** APPEND mailbox messages (RFC 3501 §6.3.11, RFC 3502): all of them or none. */
export const append: Command<readonly [string, readonly Appended[]], (typeof loggedInStates)[number]> = {
  verb: 'APPEND',
  brings: ['MULTIAPPEND', `APPENDLIMIT=${mostAppended}`],
  during: loggedInStates,
  parse: appended,
  answer: async ([name, messages], state, context) => {
    const { host, tag } = context
    // A message without an octet says that the client thought better of it (RFC 3502 §3).
    if (messages.some(({ octets }) => octets === '')) return { reply: tagged(tag, 'messageEmpty') }
    if (messages.some(({ octets }) => octets.includes('\0'))) return { reply: tagged(tag, 'nulUnknown') }
    const folder = await openMailbox(name, state, context)
    if (isProblem(folder))
      return { reply: refused(tag, folder, mailboxNamed(name, state.enabled) !== undefined) }
    const added = await addAll(messages.map(newMessage(host.clock.now())), folder)
    if (isProblem(added)) return { reply: refused(tag, added) }
    const uids = writtenSet(added.map(({ uid }) => uid))
    return { reply: tagged(tag, 'appended', { uidValidity: folder.uidValidity, uids }) }
  },
}

const newMessage =
  (now: number) =>
  ({ octets, receivedAt = now, flags }: Appended): NewMessage => ({
    octets: Buffer.from(octets, 'latin1'),
    receivedAt,
    flags,
  })

async function addAll(
  [first, ...rest]: readonly NewMessage[],
  folder: Folder,
): Promise<readonly Message[] | Problem> {
  if (!first) return []
  const others: Message[] = []
  const added = await folder.append(first, (table) => {
    for (const one of rest) others.push(folder.prepare(one).write(one.octets, table))
  })
  return isProblem(added) ? added : [added, ...others]
}
