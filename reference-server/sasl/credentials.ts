import { createHash, timingSafeEqual } from 'node:crypto'
import { digestOf, type ChallengeAnswer } from './challenge.ts'
import { completeLogin } from './login-name.ts'
import type { SentCredentials } from './mechanisms.ts'
import { comparedPassword } from './seams.ts'
import { deriveScramKeys, sameScramKeys, scramSaltOctets, type ScramKeys } from './scram-keys.ts'
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
  const nobody: Proof = { password: random(32).toString('base64'), answersChallenges: true }
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
    proof.keys ??= derived
    if (proof.answersChallenges) sealedOf(proof)
    proof.password = undefined
    return true
  }

  const provesAnswer = (proof: Proof, { method, challenge, digest: given }: ChallengeAnswer): boolean => {
    const right = digestOf({ method, challenge }, sealer.open(sealedOf(proof)))
    return given.length === right.length && timingSafeEqual(Buffer.from(given), Buffer.from(right))
  }

  return {
    check: async (sent) => {
      const account = completeLogin(sent.login, domains)
      const proof = proofs.get(account)
      const matches =
        'password' in sent
          ? await provesPassword(proof ?? nobody, compared(sent.password))
          : provesAnswer(proof?.answersChallenges ? proof : nobody, sent.answer)
      return proof ? { matches, account } : { matches: false, account: sent.login }
    },
  }
}

const digest = (password: string): Buffer => createHash('sha256').update(password.normalize('NFKC')).digest()
