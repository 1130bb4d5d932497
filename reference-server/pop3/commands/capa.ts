import { mayLogIn } from '../../mailbox-session/context.ts'
import { mailboxMechanisms } from '../../sasl/mechanisms.ts'
import type { Command } from '../command.ts'
import { reply } from '../replies.ts'
import type { Context } from '../state.ts'
import { nothing } from '../syntax/arguments.ts'
import { multilineText } from '../syntax/multiline.ts'

/** CAPA (RFC 2449 §5): the same list in both states, but STLS only while it is still available (RFC 2595 §4). */
export const capa: Command<null, 'authorization' | 'transaction'> = {
  verb: 'CAPA',
  during: ['authorization', 'transaction'],
  parse: nothing,
  answer: (_nothing, _state, context) => ({
    reply: reply('capabilities'),
    rest: multilineText(capabilities(context)),
  }),
}

const capabilities = (context: Context): readonly string[] => [
  'TOP',
  'UIDL',
  'RESP-CODES',
  'AUTH-RESP-CODE',
  'EXPIRE NEVER',
  'PIPELINING',
  ...(mayLogIn(context) ? ['USER', `SASL ${mailboxMechanisms.map(({ name }) => name).join(' ')}`] : []),
  ...(context.host.tls.available && !context.secured ? ['STLS'] : []),
]
