import type { Command } from '../command.ts'
import { logIn } from '../login.ts'
import { continuation, reply, type ReplyName } from '../replies.ts'
import { createChallenge } from '../../sasl/challenge.ts'
import { beginExchange, hearResponse, type Turns } from '../../sasl/exchange.ts'
import { findMechanism, mailboxMechanisms, type Exchange } from '../../sasl/mechanisms.ts'
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
    const exchange = findMechanism(mechanism, mailboxMechanisms)?.start(
      () => createChallenge(context.host),
      (login) => context.host.credentials.scramKeys(login),
    )
    if (!exchange) return { reply: reply('mechanismUnknown') }
    return beginExchange(exchange, response, turnsIn(context))
  },
}

/** Answers a line within AUTH. */
export const answerExchange = (
  line: Buffer,
  exchange: Exchange,
  context: Context,
): Outcome | Promise<Outcome> => hearResponse(line.toString('latin1'), exchange, turnsIn(context))

const turnsIn = (context: Context): Turns<Outcome> => ({
  goesOn: (challenge, exchange) => ({ reply: continuation(challenge), next: { at: 'exchange', exchange } }),
  isComplete: (sent) => logIn(sent, context),
  isCancelled: () => ended('exchangeCancelled'),
  isNotBase64: () => ended('exchangeMalformed'),
  isMalformed: () => ended('exchangeMalformed'),
})

const ended = (name: ReplyName): Outcome => ({ reply: reply(name), next: { at: 'authorization' } })
