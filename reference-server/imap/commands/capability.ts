import { mayLogIn } from '../../mailbox-session/context.ts'
import { mailboxMechanisms } from '../../sasl/mechanisms.ts'
import type { Command } from '../command.ts'
import { mayIdle } from './idle.ts'
import { tagged, untagged } from '../responses.ts'
import { anyState, type Context, type State } from '../state.ts'
import { nothing } from '../syntax/words.ts'

/** The capabilities in a state: what the commands there are bring, STARTTLS only before TLS. */
export const capabilitiesOf = (
  { at }: State,
  context: Pick<Context, 'host' | 'secured' | 'brought'>,
): readonly string[] => [
  ...(context.host.ask['imap.names-revision']({ at }) ? ['IMAP4rev1'] : []),
  'LITERAL+',
  ...context.brought.filter((name) => name !== 'IDLE' || mayIdle(context.host)),
  ...(at === 'notAuthenticated' ? [...startOfTls(context), ...waysIn(context)] : []),
]

const startOfTls = ({ host, secured }: Pick<Context, 'host' | 'secured'>): readonly string[] =>
  host.tls.available && !secured ? ['STARTTLS'] : []

const waysIn = (context: Pick<Context, 'host' | 'secured'>): readonly string[] =>
  context.host.ask['imap.ways-in']({
    mayLogIn: mayLogIn(context),
    mechanisms: mailboxMechanisms.map(({ name }) => name),
  })

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
