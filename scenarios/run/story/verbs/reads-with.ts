import type { Client } from '#dsl'
import type { RoleParts } from '../reach.ts'
import { readerNames, readsFolderWith } from '../real-reader.ts'
import { reads } from '../reads.ts'
import type { Verb } from '../verb.ts'
import { accountIn, messageIn, oneIn, textIn } from '../words.ts'

export const readsWith: Verb<RoleParts, Client['readsWith']> = {
  readsLetters: true,
  write: ([program, { from, to }, { in: account, folder = 'INBOX' }]) => ({
    program,
    from,
    to,
    in: account.address,
    folder,
  }),
  read: (words) => [
    oneIn(words, 'program', readerNames),
    messageIn(words, 'program', 'in', 'folder', 'read'),
    { in: accountIn(words, 'in'), folder: textIn(words, 'folder') },
  ],
  does: (parts, [program, message, { in: account, folder = 'INBOX' }]) =>
    reads(parts, message, { in: account, folder }, readsFolderWith(program)),
}
