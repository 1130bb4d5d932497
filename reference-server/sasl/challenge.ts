import { createHash, createHmac } from 'node:crypto'
import type { Clock } from '../surroundings/clock.ts'

/**
 * What a client makes of a challenge and the password, which itself is not sent: in CRAM-MD5 (RFC 2195) or APOP
 * (RFC 1939 §7).
 */
export interface ChallengeAnswer {
  readonly method: 'cram-md5' | 'apop'
  readonly challenge: string
  /** In hexadecimal, lower case. */
  readonly digest: string
}

/** Makes a challenge nobody has seen before: `<5f3c….1767225600000@mail.local.test>`. */
export const createChallenge = ({
  random,
  clock,
  hostname,
}: {
  readonly random: (octets: number) => Buffer
  readonly clock: Clock
  readonly hostname: string
}): string => `<${random(8).toString('hex')}.${clock.now()}@${hostname}>`

/** The digest that answers a challenge, when this is the password. */
export const digestOf = ({ method, challenge }: Omit<ChallengeAnswer, 'digest'>, password: string): string =>
  method === 'apop'
    ? createHash('md5').update(`${challenge}${password}`).digest('hex')
    : createHmac('md5', password).update(challenge).digest('hex')
