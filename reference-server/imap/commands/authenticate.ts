import { createChallenge } from '../../sasl/challenge.ts'
import { beginExchange, hearResponse, type Turns } from '../../sasl/exchange.ts'
import { findMechanism, mailboxMechanisms } from '../../sasl/mechanisms.ts'
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
  brings: ['SASL-IR'],
  during: ['notAuthenticated'],
  provesAccount: true,
  parse: pair(atom, optional(after(space, token(/[A-Za-z0-9+/=]+/)))),
  answer: ([mechanism, { given }], _state, context) => {
    const exchange = findMechanism(mechanism, mailboxMechanisms)?.start(
      () => createChallenge(context.host),
      (login) => context.host.credentials.scramKeys(login),
    )
    if (!exchange) return { reply: tagged(context.tag, 'mechanismUnknown') }
    return beginExchange(exchange, given, turnsIn(context))
  },
}

/** Answers a line within AUTHENTICATE. */
export const answerExchange = (
  line: string,
  { exchange }: StateAt<'exchange'>,
  context: Context,
): Outcome | Promise<Outcome> => hearResponse(line, exchange, turnsIn(context))

const turnsIn = (context: Context): Turns<Outcome> => ({
  goesOn: (challenge, exchange) => ({
    reply: continuation(challenge.toString('base64')),
    next: { at: 'exchange', tag: context.tag, exchange },
  }),
  isComplete: (sent) => logIn(sent, context),
  isCancelled: () => ended('exchangeCancelled', context),
  isNotBase64: () => ended('exchangeMalformed', context),
  isMalformed: () => ended('exchangeMalformed', context),
})

const ended = (name: ResponseName, { tag }: Context): Outcome => ({
  reply: tagged(tag, name),
  next: { at: 'notAuthenticated' },
})
