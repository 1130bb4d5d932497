import type { Command } from '../command.ts'
import { logIn } from '../login.ts'
import { nameAndDigest } from '../syntax/arguments.ts'

/** APOP name digest (RFC 1939 §7): answers the challenge in the greeting. */
export const apop: Command<{ readonly login: string; readonly digest: string }, 'authorization'> = {
  verb: 'APOP',
  during: ['authorization'],
  provesAccount: true,
  parse: nameAndDigest,
  answer: ({ login, digest }, _state, context) =>
    logIn({ login, answer: { method: 'apop', challenge: context.challenge, digest } }, context),
}
