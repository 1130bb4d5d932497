import { upperCase } from '../../policy/ascii.ts'
import type { Folder, FolderCounts } from '../../store/account.ts'
import { isProblem } from '../../store/problem.ts'
import type { Command } from '../command.ts'
import { refused, tagged, untagged } from '../responses.ts'
import { loggedInStates } from '../state.ts'
import { covers } from '../syntax/mailbox-pattern.ts'
import { either, keyword, type Parser } from '../syntax/parser.ts'
import { astring, list as listOf, listMailbox, spaced } from '../syntax/words.ts'

type LoggedIn = (typeof loggedInStates)[number]

/** LIST reference mailbox (RFC 3501 §6.3.8). */
export const list = listing('LIST')

/** LSUB reference mailbox (RFC 3501 §6.3.9): INBOX is subscribed to. */
export const lsub = listing('LSUB')

function listing(verb: 'LIST' | 'LSUB'): Command<readonly [string, string], LoggedIn> {
  return {
    verb,
    during: loggedInStates,
    parse: spaced(astring, listMailbox),
    answer: ([reference, pattern], _state, { tag }) => ({
      untagged: listed(reference, pattern).map((text) => untagged(`${verb} ${text}`)),
      reply: tagged(tag, 'done'),
    }),
  }
}

function listed(reference: string, pattern: string): readonly string[] {
  // The empty name asks for the delimiter.
  if (pattern === '') return ['(\\Noselect) "/" ""']
  // INBOX is the one name in which letters may be of any case (RFC 3501 §5.1).
  return covers(upperCase(reference + pattern), 'INBOX') ? ['() "/" INBOX'] : []
}

type Counted = FolderCounts & Pick<Folder, 'uidValidity'>

const counts = {
  MESSAGES: ({ messages }: Counted) => messages,
  RECENT: ({ recent }: Counted) => recent,
  UIDNEXT: ({ uidNext }: Counted) => uidNext,
  UIDVALIDITY: ({ uidValidity }: Counted) => uidValidity,
  UNSEEN: ({ unseen }: Counted) => unseen,
}

const count: Parser<keyof typeof counts> = either<keyof typeof counts>(
  keyword('MESSAGES'),
  keyword('RECENT'),
  keyword('UIDNEXT'),
  keyword('UIDVALIDITY'),
  keyword('UNSEEN'),
)

/** STATUS mailbox (what …) (RFC 3501 §6.3.10). */
export const statusOf: Command<readonly [string, readonly (keyof typeof counts)[]], LoggedIn> = {
  verb: 'STATUS',
  during: loggedInStates,
  parse: spaced(astring, listOf(count)),
  answer: async ([name, wanted], { account }, { host, tag }) => {
    const folder = await host.accounts.of(account).open(name)
    if (isProblem(folder)) return { reply: refused(tag, folder) }
    const known = { ...(await folder.counts()), uidValidity: folder.uidValidity }
    // Each once, however often the client named it.
    const counted = [...new Set(wanted)].map((what) => `${what} ${counts[what](known)}`)
    return {
      untagged: [untagged(`STATUS ${folder.name} (${counted.join(' ')})`)],
      reply: tagged(tag, 'done'),
    }
  },
}
