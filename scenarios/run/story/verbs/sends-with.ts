import type { Client } from '#dsl'
import { programNames, sendsWith as sendsBy } from '../real-client.ts'
import type { RoleParts } from '../reach.ts'
import type { Verb } from '../verb.ts'
import { messageIn, oneIn, viaIn, viaWords, writeVia } from '../words.ts'

export const sendsWith: Verb<RoleParts, Client['sendsWith']> = {
  write: ([program, message, how = {}]) => ({ program, ...message, ...writeVia(how) }),
  read: (words) => [
    oneIn(words, 'program', programNames),
    messageIn(words, 'program', ...viaWords),
    viaIn(words),
  ],
  does: async (parts, [program, message, how = {}]) => {
    const [outcome, session] = await sendsBy(parts, program, message, how)
    return { outcome, sessions: [session] }
  },
}
