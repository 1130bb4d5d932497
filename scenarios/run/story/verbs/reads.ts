import type { LetterFound } from '#evidence'
import type { Client, Envelope, MailboxPlace } from '#dsl'
import type { RoleParts } from '../reach.ts'
import { reads as readsIn, readsReport as readsReportIn } from '../reads.ts'
import type { Done, Verb } from '../verb.ts'
import { accountIn, messageIn, textIn } from '../words.ts'

// The latest message with an envelope, or about one.

type ReadVerb = Verb<RoleParts, Client['reads' | 'readsReport']>

const reading = (
  act: (parts: RoleParts, message: Envelope, where: MailboxPlace) => Promise<Done<LetterFound>>,
): ReadVerb => ({
  readsLetters: true,
  write: ([{ from, to }, { in: account, folder }]) => ({
    from,
    to,
    in: account.address,
    ...(folder !== undefined && { folder }),
  }),
  read: (words) => [
    messageIn(words, 'in', 'folder', 'read'),
    {
      in: accountIn(words, 'in'),
      ...(words['folder'] !== undefined && { folder: textIn(words, 'folder') }),
    },
  ],
  does: (parts, [message, where]) => act(parts, message, where),
})

export const reads = reading(readsIn)

export const readsReport = reading(readsReportIn)
