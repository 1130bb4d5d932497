import type { Command } from '../command.ts'
import { logIn } from '../login.ts'
import { reply } from '../replies.ts'
import { wholeRest } from '../syntax/arguments.ts'

// RFC 1939 §7.

/** USER name. Every name is accepted; not even PASS reveals whether the account exists. */
export const user: Command<string, 'authorization'> = {
  verb: 'USER',
  during: ['authorization'],
  provesAccount: true,
  parse: wholeRest,
  answer: (name) => ({ reply: reply('userNoted'), next: { at: 'authorization', user: name } }),
}

/** PASS password, spaces included; none at all is a wrong one. After a failure a new USER is required. */
export const pass: Command<string, 'authorization'> = {
  verb: 'PASS',
  during: ['authorization'],
  provesAccount: true,
  parse: (password) => ({ value: password }),
  answer: (password, state, context) =>
    state.user === undefined
      ? { reply: reply('userMissing') }
      : logIn({ login: state.user, password }, context),
}
