import type { Command } from '../command.ts'
import { reply } from '../replies.ts'
import { nothing } from '../syntax/arguments.ts'

/** STLS (RFC 2595 §4). What the client said before it, USER included, is forgotten. */
export const stls: Command<null, 'authorization'> = {
  verb: 'STLS',
  during: ['authorization'],
  parse: nothing,
  answer: (_nothing, _state, { host, secured }) => {
    if (secured) return { reply: reply('tlsActive') }
    if (!host.tls.available) return { reply: reply('tlsUnavailable') }
    return { reply: reply('startTls'), next: { at: 'securing' } }
  },
}
