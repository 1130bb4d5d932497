import { mechanisms } from '../../sasl/mechanisms.ts'
import type { Command } from '../command.ts'
import { tagged, untagged } from '../responses.ts'
import { anyState, type Context, type State } from '../state.ts'
import { nothing } from '../syntax/words.ts'

/** What can be had in a state: ways to log in only before a login, STARTTLS only before TLS. */
export const capabilitiesOf = (
  { at }: State,
  { host, secured }: Pick<Context, 'host' | 'secured'>,
): readonly string[] => [
  'IMAP4rev1',
  'LITERAL+',
  'SASL-IR',
  'ID',
  'IDLE',
  'UNSELECT',
  ...(at === 'notAuthenticated' && host.tls.available && !secured ? ['STARTTLS'] : []),
  ...(at === 'notAuthenticated' ? mechanisms.map(({ name }) => `AUTH=${name}`) : []),
]

/** CAPABILITY (RFC 3501 §6.1.1). */
export const capability: Command<null, (typeof anyState)[number]> = {
  verb: 'CAPABILITY',
  during: anyState,
  parse: nothing,
  answer: (_nothing, state, context) => ({
    untagged: [untagged(`CAPABILITY ${capabilitiesOf(state, context).join(' ')}`)],
    reply: tagged(context.tag, 'done'),
  }),
}
