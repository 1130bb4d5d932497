import type { Command } from '../command.ts'
import { tagged, untagged } from '../responses.ts'
import { enabling, loggedInStates, type Extension } from '../state.ts'
import { separated } from '../syntax/parser.ts'
import { atom, space } from '../syntax/words.ts'

const extensions: Readonly<Record<string, Extension>> = { CONDSTORE: 'CONDSTORE', QRESYNC: 'QRESYNC' }

/** ENABLE capabilities (RFC 5161). Those that cannot be enabled are passed over. */
export const enable: Command<readonly string[], (typeof loggedInStates)[number]> = {
  verb: 'ENABLE',
  brings: ['ENABLE', 'CONDSTORE', 'QRESYNC'],
  during: loggedInStates,
  parse: separated(atom, space),
  answer: (words, state, { tag }) => {
    const known = new Set(words.flatMap((word) => extensions[word.toUpperCase()] ?? []))
    return {
      untagged: [untagged(['ENABLED', ...known].join(' '))],
      reply: tagged(tag, 'done'),
      next: enabling(state, [...known]),
    }
  },
}
