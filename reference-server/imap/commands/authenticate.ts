import { readBase64 } from '../../sasl/base64.ts'
import { createChallenge } from '../../sasl/challenge.ts'
import { findMechanism, type Exchange } from '../../sasl/mechanisms.ts'
import type { Command } from '../command.ts'
import { logIn } from '../login.ts'
import { continuation, tagged, type ResponseName } from '../responses.ts'
import type { Context, Outcome, StateAt } from '../state.ts'
import { after, optional, pair, token } from '../syntax/parser.ts'
import { atom, space } from '../syntax/words.ts'

// RFC 3501 §6.2.2.

type Asked = readonly [mechanism: string, initial: { readonly given?: string }]

/** AUTHENTICATE mechanism [initial response] (SASL-IR: RFC 4959). */
export const authenticate: Command<Asked, 'notAuthenticated'> = {
  verb: 'AUTHENTICATE',
  during: ['notAuthenticated'],
  provesAccount: true,
  parse: pair(atom, optional(after(space, token(/[A-Za-z0-9+/=]+/)))),
  answer: ([mechanism, { given }], _state, context) => {
    const exchange = findMechanism(mechanism)?.start(() => createChallenge(context.host))
    if (!exchange) return { reply: tagged(context.tag, 'mechanismUnknown') }
    if (given === undefined) return challenge(exchange.opening, exchange, context)
    // A lone `=` is an initial response of no octets: without it nothing could tell it from none at all.
    return receive(given === '=' ? '' : given, exchange, context)
  },
}

/** Answers a line within AUTHENTICATE: a response in base64, or `*` to cancel. */
export const answerExchange = (
  line: string,
  { exchange }: StateAt<'exchange'>,
  context: Context,
): Outcome | Promise<Outcome> =>
  line === '*' ? ended('exchangeCancelled', context) : receive(line, exchange, context)

function receive(text: string, exchange: Exchange, context: Context): Outcome | Promise<Outcome> {
  const response = readBase64(text)
  const step = response ? exchange.receive(response) : { malformed: true as const }
  if ('malformed' in step) return ended('exchangeMalformed', context)
  if ('credentials' in step) return logIn(step.credentials, context)
  return challenge(step.challenge, exchange, context)
}

const challenge = (octets: Buffer, exchange: Exchange, { tag }: Context): Outcome => ({
  reply: continuation(octets.toString('base64')),
  next: { at: 'exchange', tag, exchange },
})

const ended = (name: ResponseName, { tag }: Context): Outcome => ({
  reply: tagged(tag, name),
  next: { at: 'notAuthenticated' },
})
