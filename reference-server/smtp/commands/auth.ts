import { readBase64 } from '../../sasl/base64.ts'
import { createChallenge } from '../../sasl/challenge.ts'
import {
  findMechanism,
  mayActAs,
  mechanisms,
  proofIn,
  type Exchange,
  type ExchangeStep,
  type SentCredentials,
} from '../../sasl/mechanisms.ts'
import { command } from '../command.ts'
import { mayLogIn, type Answer, type Session } from '../session.ts'

// RFC 4954.

/** The mechanisms EHLO lists. */
export const mechanismNames: readonly string[] = mechanisms.map(({ name }) => name)

/** AUTH: proves an account. Offered only where it counts, and not inside a mail transaction. */
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
    return mechanism ? { argument: { mechanism, initial } } : { problem: { reply: 'mechanismUnknown' } }
  },
  answer: ({ mechanism, initial }, session) => {
    const exchange = mechanism.start(() => createChallenge(session.host))
    if (initial === undefined) return challenge(exchange, exchange.opening, session)
    // RFC 4954 §4: "=" is an initial response of no octets.
    return hear(initial === '=' ? '' : initial, exchange, session)
  },
})

/** Sends a challenge; the next line is its response. */
const challenge = (exchange: Exchange, octets: Buffer, { host }: Session): Answer => ({
  reply: host.replies('authContinues', { challenge: octets.toString('base64') }),
  nextLine: (line, session) => hear(line, exchange, session),
})

function hear(line: string, exchange: Exchange, session: Session): Answer | Promise<Answer> {
  const { replies } = session.host
  if (line === '*') return { reply: replies('authCancelled') }
  const response = readBase64(line)
  if (!response) return { reply: replies('authNotBase64') }
  const step: ExchangeStep = exchange.receive(response)
  if ('challenge' in step) return challenge(exchange, step.challenge, session)
  return 'credentials' in step ? verify(step.credentials, session) : refused(session)
}

async function verify(sent: SentCredentials, session: Session): Promise<Answer> {
  const { accepts, credentials, replies } = session.host
  const { matches, account } = await credentials.check(sent, session.standing.address)
  const compared = { matches: matches && mayActAs(sent, account), account, by: proofIn(sent) }
  if (!accepts(compared)) return refused(session)
  return { reply: replies('authAccepted'), standing: { account, authFailed: false } }
}

const refused = ({ host }: Session): Answer => ({
  reply: host.replies('authRefused'),
  standing: { authFailed: true },
})
