import { isUtf8 } from 'node:buffer'
import { upperCase } from '../policy/ascii.ts'
import type { ChallengeAnswer } from './challenge.ts'
import type { ScramKeys } from './scram-keys.ts'
import { scramSha256, type ScramAnswer } from './scram.ts'

/** A name and what is to prove it, as a mechanism carried them. */
export type SentCredentials = {
  readonly login: string
  /** The identity asked for (RFC 4616's authzid), when it was not left to follow from the login. */
  readonly actAs?: string
  /** The SASL mechanism; absent for a command of its own protocol. */
  readonly mechanism?: string
} & ({ readonly password: string } | { readonly answer: ChallengeAnswer | ScramAnswer })

/** What comes of a client's response: more to ask, all that is needed, or nonsense. */
export type ExchangeStep =
  { readonly challenge: Buffer } | { readonly credentials: SentCredentials } | { readonly malformed: true }

/** One authentication under way. Octets are those inside the base64. */
export interface Exchange {
  /** The challenge for a client that sent no initial response. */
  readonly opening: Buffer
  receive(response: Buffer): ExchangeStep | Promise<ExchangeStep>
}

/** A SASL mechanism. Its name is in upper case. */
export interface Mechanism {
  readonly name: string
  /** It begins with a challenge of the server, so that there is nothing a client could say before. */
  readonly beginsWithChallenge?: true
  /**
   * @param challenge makes one nobody has seen before
   * @param keysOf    the keys kept of the password of a login, or some that nobody has the password of
   */
  start(challenge: () => string, keysOf: (login: string) => Promise<ScramKeys>): Exchange
}

const malformed: ExchangeStep = { malformed: true }

/** PLAIN (RFC 4616): `[authzid] NUL authcid NUL passwd` in one response. */
export const plain: Mechanism = {
  name: 'PLAIN',
  start: () => ({
    opening: Buffer.alloc(0),
    receive: (response) => {
      if (!isUtf8(response)) return malformed
      const [actAs, login, password, ...rest] = response.toString('utf8').split('\0')
      if (actAs === undefined || !login || !password || rest.length > 0) return malformed
      return { credentials: { mechanism: 'PLAIN', login, password, ...(actAs !== '' && { actAs }) } }
    },
  }),
}

/** LOGIN (draft-murchison-sasl-login): a name and a password, each asked for. */
export const login: Mechanism = {
  name: 'LOGIN',
  start: () => {
    let name: string | undefined
    return {
      opening: Buffer.from('Username:'),
      receive: (response) => {
        if (response.length === 0 || response.includes(0) || !isUtf8(response)) return malformed
        const answer = response.toString('utf8')
        if (name !== undefined) return { credentials: { mechanism: 'LOGIN', login: name, password: answer } }
        name = answer
        return { challenge: Buffer.from('Password:') }
      },
    }
  },
}

/** CRAM-MD5 (RFC 2195): a challenge, and the name with a digest of the challenge and the password. */
export const cramMd5: Mechanism = {
  name: 'CRAM-MD5',
  beginsWithChallenge: true,
  start: (challenge) => {
    const sent = challenge()
    return {
      opening: Buffer.from(sent),
      receive: (response) => {
        const [, name, digest] = /^([^\0]+) ([\da-f]{32})$/i.exec(response.toString('utf8')) ?? []
        if (!isUtf8(response) || name === undefined || digest === undefined) return malformed
        const answer = { method: 'cram-md5', challenge: sent, digest: digest.toLowerCase() } as const
        return { credentials: { mechanism: 'CRAM-MD5', login: name, answer } }
      },
    }
  },
}

/** What clients are offered: first what any of them knows and any account takes. */
export const mechanisms: readonly Mechanism[] = [plain, login, cramMd5]

/** What clients are offered that read mailboxes. */
export const mailboxMechanisms: readonly Mechanism[] = [...mechanisms, scramSha256]

/** Finds one of some mechanisms by name, in any case of letters. */
export const findMechanism = (name: string, among = mechanisms): Mechanism | undefined =>
  among.find((mechanism) => mechanism.name === upperCase(name))

/**
 * Tells whether someone proved to be `account` may act as the identity he asked for: himself only, under the name he
 * logged in with or the account's address.
 */
export const mayActAs = ({ actAs, login: name }: SentCredentials, account: string): boolean =>
  actAs === undefined || [name, account].some((own) => own.toLowerCase() === actAs.toLowerCase())
