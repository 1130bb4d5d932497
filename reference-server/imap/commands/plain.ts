import type { Command } from '../command.ts'
import { status, tagged, untagged } from '../responses.ts'
import { anyState } from '../state.ts'
import { either, map, token, type Parser } from '../syntax/parser.ts'
import { list, nothing, nstring, spaced, string } from '../syntax/words.ts'

type Any = (typeof anyState)[number]

/** NOOP (RFC 3501 §6.1.2). News of the mailbox comes with every command, this one included. */
export const noop: Command<null, Any> = {
  verb: 'NOOP',
  during: anyState,
  parse: nothing,
  answer: (_nothing, _state, { tag }) => ({ reply: tagged(tag, 'done') }),
}

/** LOGOUT (RFC 3501 §6.1.3). */
export const logout: Command<null, Any> = {
  verb: 'LOGOUT',
  during: anyState,
  parse: nothing,
  answer: (_nothing, _state, { tag }) => ({
    untagged: [status('bye')],
    reply: tagged(tag, 'done'),
    next: { at: 'logout' },
  }),
}

const clientId: Parser<null> = map(
  either<unknown>(list(spaced(string, nstring)), token(/NIL/i), token(/\(\)/)),
  () => null,
)

/** ID (RFC 2971). What the client says about itself has no effect. */
export const id: Command<null, Any> = {
  verb: 'ID',
  brings: ['ID'],
  during: anyState,
  parse: clientId,
  answer: (_clientId, _state, { tag }) => ({
    untagged: [untagged('ID ("name" "mailspec")')],
    reply: tagged(tag, 'done'),
  }),
}

/** STARTTLS (RFC 3501 §6.2.1). */
export const starttls: Command<null, 'notAuthenticated'> = {
  verb: 'STARTTLS',
  during: ['notAuthenticated'],
  parse: nothing,
  answer: (_nothing, _state, { host, secured, tag }) => {
    if (secured) return { reply: tagged(tag, 'tlsActive') }
    if (!host.tls.available) return { reply: tagged(tag, 'tlsUnavailable') }
    return { reply: tagged(tag, 'startTls'), next: { at: 'securing' } }
  },
}
