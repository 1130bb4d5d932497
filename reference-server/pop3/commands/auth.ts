import type { Command } from '../command.ts'
import { logIn } from '../login.ts'
import { continuation, reply, type ReplyName } from '../replies.ts'
import { readBase64 } from '../../sasl/base64.ts'
import { createChallenge } from '../../sasl/challenge.ts'
import { findMechanism, type Exchange } from '../../sasl/mechanisms.ts'
import type { Context, Outcome } from '../state.ts'
import { mechanismAndResponse } from '../syntax/arguments.ts'

// RFC 5034 §4.

/** AUTH mechanism [initial response]. */
export const auth: Command<{ mechanism: string; response: string | undefined }, 'authorization'> = {
  verb: 'AUTH',
  during: ['authorization'],
  provesAccount: true,
  parse: mechanismAndResponse,
  answer: ({ mechanism, response }, _state, context) => {
    const exchange = findMechanism(mechanism)?.start(() => createChallenge(context.host))
    if (!exchange) return { reply: reply('mechanismUnknown') }
    if (response === undefined) {
      return { reply: continuation(exchange.opening), next: { at: 'exchange', exchange } }
    }
    // A lone `=` is an initial response of no octets: without it nothing could tell it from none at all.
    return receive(response === '=' ? '' : response, exchange, context)
  },
}

/** Answers a line within AUTH: a response in base64, or `*` to cancel. */
export function answerExchange(
  line: Buffer,
  exchange: Exchange,
  context: Context,
): Outcome | Promise<Outcome> {
  const text = line.toString('latin1')
  return text === '*' ? ended('exchangeCancelled') : receive(text, exchange, context)
}

function receive(text: string, exchange: Exchange, context: Context): Outcome | Promise<Outcome> {
  const response = readBase64(text)
  const step = response ? exchange.receive(response) : { malformed: true as const }
  if ('malformed' in step) return ended('exchangeMalformed')
  if ('credentials' in step) return logIn(step.credentials, context)
  return { reply: continuation(step.challenge), next: { at: 'exchange', exchange } }
}

const ended = (name: ReplyName): Outcome => ({ reply: reply(name), next: { at: 'authorization' } })
