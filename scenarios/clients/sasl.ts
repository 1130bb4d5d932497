import { createHash, createHmac } from 'node:crypto'

/** How a password is proved over SASL: itself (RFC 4616, and LOGIN, which has none), or a digest (RFC 2195). */
export type Mechanism = 'PLAIN' | 'LOGIN' | 'CRAM-MD5'

/** How one protocol carries an exchange; `A` is its answer to a line. */
interface Carrier<A> {
  /** Asks for the mechanism, with the initial response where there is one. */
  starts(initial?: string): Promise<A>
  responds(line: string): Promise<A>
  /** What the server asks, in base64; undefined when it asks nothing more. */
  challengeIn(answer: A): string | undefined
  /** Called with each response before it is sent: a response is as good as the password. */
  masks(response: string): void
}

interface Exchange {
  readonly mechanism: Mechanism
  readonly login: string
  readonly password: string
  /** The identity asked for, which PLAIN alone can name (RFC 4616, authzid). */
  readonly actsAs?: string | undefined
  /** Whether a response may go along with the command (RFC 4959). */
  readonly atOnce: boolean
}

/**
 * Carries out a SASL exchange and gives the answer that decided it. A server that goes on asking is called off by
 * a lone asterisk.
 */
export async function provesBySasl<A>(exchange: Exchange, carrier: Carrier<A>): Promise<A> {
  const said = (response: string) => {
    carrier.masks(response)
    return response
  }
  const responses = responsesOf(exchange)
  const initial = exchange.mechanism === 'PLAIN' && exchange.atOnce ? responses.shift() : undefined
  let answer = await carrier.starts(initial && said(initial('')))
  for (const response of responses) {
    const challenge = carrier.challengeIn(answer)
    if (challenge === undefined) return answer
    answer = await carrier.responds(said(response(challenge)))
  }
  return carrier.challengeIn(answer) === undefined ? answer : carrier.responds('*')
}

/** The digest of APOP (RFC 1939 §7): over the timestamp of the greeting, angle brackets included, and the password. */
export const apopDigest = (timestamp: string, password: string) =>
  createHash('md5').update(timestamp, 'latin1').update(password).digest('hex')

function responsesOf({
  mechanism,
  login,
  password,
  actsAs = '',
}: Exchange): ((challenge: string) => string)[] {
  switch (mechanism) {
    case 'PLAIN':
      return [() => base64(`${actsAs}\0${login}\0${password}`)]
    case 'LOGIN':
      return [() => base64(login), () => base64(password)]
    case 'CRAM-MD5':
      return [(challenge) => base64(`${login} ${cramDigest(challenge, password)}`)]
  }
}

const cramDigest = (challenge: string, password: string) =>
  createHmac('md5', password).update(Buffer.from(challenge, 'base64')).digest('hex')

const base64 = (text: string) => Buffer.from(text).toString('base64')
