import { createChallenge } from '../../sasl/challenge.ts'
import { beginExchange, hearResponse, type Turns } from '../../sasl/exchange.ts'
import { findMechanism, mayActAs, mechanisms, type SentCredentials } from '../../sasl/mechanisms.ts'
import { command } from '../command.ts'
import { mayLogIn, type Answer, type Session } from '../session.ts'

// RFC 4954.

/** The mechanisms EHLO lists. */
export const mechanismNames: readonly string[] = mechanisms.map(({ name }) => name)

/** AUTH: authenticates an account. Offered only where it has an effect, and not within a mail transaction. */
export const auth = command({
  verb: 'AUTH',
  during: ['greeted'],
  syntax: 'AUTH mechanism [initial-response]',
  read: (argument, session) => {
    const { host, standing } = session
    if (!host.engine.offersAuth(host.port)) return { problem: { reply: 'notImplemented' } }
    if (!mayLogIn(session)) return { problem: { reply: 'authNeedsTls' } }
    if (standing.account !== undefined) return { problem: { reply: 'authTwice' } }
    const [, name, initial] = /^([\w-]+)(?: +(\S+))?$/.exec(argument) ?? []
    if (name === undefined) return { problem: { reply: 'badArgument' } }
    const mechanism = findMechanism(name)
    if (!mechanism) return { problem: { reply: 'mechanismUnknown' } }
    const isTooEarly = initial !== undefined && mechanism.beginsWithChallenge === true
    return isTooEarly ? { problem: { reply: 'authTooEarly' } } : { argument: { mechanism, initial } }
  },
  answer: ({ mechanism, initial }, session) => {
    const exchange = mechanism.start(
      () => createChallenge(session.host),
      (login) => session.host.credentials.scramKeys(login),
    )
    return beginExchange(exchange, initial, turnsIn(session))
  },
})

const turnsIn = (session: Session): Turns<Answer> => {
  const { replies } = session.host
  return {
    goesOn: (challenge, exchange) => ({
      reply: replies('authContinues', { challenge: challenge.toString('base64') }),
      nextLine: (line, then) => hearResponse(line, exchange, turnsIn(then)),
    }),
    isComplete: (sent) => verify(sent, session),
    isCancelled: () => ({ reply: replies('authCancelled') }),
    isNotBase64: () => ({ reply: replies('authNotBase64') }),
    isMalformed: () => refused(session),
  }
}

async function verify(sent: SentCredentials, session: Session): Promise<Answer> {
  const { accepts, credentials, replies } = session.host
  const { matches, account } = await credentials.check(sent, session.standing.address)
  if (!accepts({ matches, account, sent, mayAct: mayActAs(sent, account) })) return refused(session)
  return { reply: replies('authAccepted'), standing: { account, authFailed: false } }
}

const refused = ({ host }: Session): Answer => ({
  reply: host.replies('authRefused'),
  standing: { authFailed: true },
})
