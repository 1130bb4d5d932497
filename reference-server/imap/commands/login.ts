import type { Command } from '../command.ts'
import { logIn } from '../login.ts'
import { astring, spaced, utf8 } from '../syntax/words.ts'

/** LOGIN name password (RFC 3501 §6.2.3). */
export const login: Command<readonly [string, string], 'notAuthenticated'> = {
  verb: 'LOGIN',
  during: ['notAuthenticated'],
  provesAccount: true,
  parse: spaced(utf8(astring), utf8(astring)),
  answer: ([name, password], _state, context) => logIn({ login: name, password }, context),
}
