import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { digestOf, type ChallengeAnswer } from './challenge.ts'
import { completeLogin } from './login-name.ts'
import type { SentCredentials } from './mechanisms.ts'
import { comparedPassword } from './seams.ts'
import { deriveScramKeys, sameScramKeys, scramSaltOctets, type ScramKeys } from './scram-keys.ts'
import { provesKeys } from './scram.ts'
import { createSealer, type Sealed } from './sealing.ts'

/**
 * The accounts and what proves them. Comparison takes the same time whether the account exists or not. From the first
 * login on, a password is kept as SCRAM-SHA-256 keys, and where challenges may be answered with it, sealed as well.
 */
export interface Credentials {
  /**
   * @param sent the login as typed: a full address, or the bare local-part where one domain is hosted; with a
   *             password in UTF-8, or the answer to a challenge
   * @returns whether they fit, and the account's address (or the name as typed when there is none)
   */
  check(sent: SentCredentials): Promise<{ readonly matches: boolean; readonly account: string }>
  /** The keys kept of the password of a login; of one that there is not, keys that no password has. */
  scramKeys(login: string): Promise<ScramKeys>
}

/** An account as it is set up. */
export interface Account {
  readonly password: string
  /** Whether CRAM-MD5 and APOP log in to it; they do unless this is false. */
  readonly challengeResponse?: boolean | undefined
}

/** What is held of an account: the password it was set up with, until a login leaves what is kept of it. */
interface Proof {
  readonly answersChallenges: boolean
  password?: string | undefined
  keys?: ScramKeys | undefined
  sealed?: Sealed | undefined
}

/**
 * Builds the credentials of a server. Nothing is derived yet: a server starts as fast with a thousand accounts as
 * with one.
 *
 * @param accounts by address
 * @param domains  the hosted domains
 * @param random   that many unpredictable octets
 * @param compared what of a password is compared
 */
export function createCredentials({
  accounts,
  domains,
  random,
  compared = comparedPassword,
}: {
  readonly accounts: Readonly<Record<string, Account>>
  readonly domains: readonly string[]
  readonly random: (octets: number) => Buffer
  readonly compared?: (password: string) => string
}): Credentials {
  const sealer = createSealer(random(32))
  const nobodysPassword = random(32).toString('base64')
  const nobody: Proof = { password: nobodysPassword, answersChallenges: true }
  const proofs = new Map(
    Object.entries(accounts).map(([address, { password, challengeResponse = true }]): [string, Proof] => [
      address.toLowerCase(),
      { password: compared(password), answersChallenges: challengeResponse },
    ]),
  )

  /** Seals the password of a proof that is to answer challenges, once. */
  const sealedOf = (proof: Proof): Sealed => {
    proof.sealed ??= sealer.seal(proof.password ?? '')
    proof.password = undefined
    return proof.sealed
  }

  /** Keeps the keys of a proof in place of its password. */
  const keeps = (proof: Proof, derived: ScramKeys): ScramKeys => {
    if (proof.answersChallenges) sealedOf(proof)
    proof.password = undefined
    return (proof.keys ??= derived)
  }

  /**
   * Every path costs one derivation, so the time tells neither whether the account exists nor whether it was ever
   * used: a password not yet derived is compared as it is, and the derivation of the one offered becomes its keys.
   */
  const provesPassword = async (proof: Proof, offered: string): Promise<boolean> => {
    const { keys } = proof
    const written = keys ? '' : (proof.password ?? sealer.open(sealedOf(proof)))
    const derived = await deriveScramKeys(offered, keys?.salt ?? random(scramSaltOctets))
    if (keys) return sameScramKeys(derived, keys)
    if (!timingSafeEqual(digest(offered), digest(written))) return false
    keeps(proof, derived)
    return true
  }

  /** Every call costs one derivation, whether keys are there or the account is not. */
  const scramKeys = async (login: string): Promise<ScramKeys> => {
    const account = completeLogin(login, domains)
    const proof = proofs.get(account)
    if (!proof) return deriveScramKeys(nobodysPassword, saltOf(account))
    const written = proof.keys ? '' : (proof.password ?? sealer.open(sealedOf(proof)))
    const derived = await deriveScramKeys(written, random(scramSaltOctets))
    return keeps(proof, derived)
  }

  /** The salt of a name that has no account: always the same, as it is for one that has. */
  const saltOf = (account: string): Buffer =>
    createHmac('sha256', nobodysPassword).update(account).digest().subarray(0, scramSaltOctets)

  const provesAnswer = (proof: Proof, { method, challenge, digest: given }: ChallengeAnswer): boolean => {
    const right = digestOf({ method, challenge }, sealer.open(sealedOf(proof)))
    return given.length === right.length && timingSafeEqual(Buffer.from(given), Buffer.from(right))
  }

  const proves = async (proof: Proof | undefined, sent: SentCredentials): Promise<boolean> => {
    if ('password' in sent) return provesPassword(proof ?? nobody, compared(sent.password))
    if (sent.answer.method === 'scram-sha-256') return provesKeys(sent.answer, await scramKeys(sent.login))
    return provesAnswer(proof?.answersChallenges ? proof : nobody, sent.answer)
  }

  return {
    check: async (sent) => {
      const account = completeLogin(sent.login, domains)
      const proof = proofs.get(account)
      const matches = await proves(proof, sent)
      return proof ? { matches, account } : { matches: false, account: sent.login }
    },
    scramKeys,
  }
}

const digest = (password: string): Buffer => createHash('sha256').update(password.normalize('NFKC')).digest()
