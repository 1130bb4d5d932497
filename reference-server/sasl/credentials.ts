import { createHash, timingSafeEqual } from 'node:crypto'
import { completeLogin } from './login-name.ts'
import { deriveScramKeys, sameScramKeys, scramSaltOctets, type ScramKeys } from './scram-keys.ts'

/**
 * The accounts and what proves them. Comparison takes the same time whether the account exists or not; from the first
 * login on, a password is kept as SCRAM-SHA-256 keys only.
 */
export interface Credentials {
  /**
   * @param login    the name as typed: a full address, or the bare local-part where one domain is hosted
   * @param password UTF-8
   * @returns whether they fit, and the account's address (or the name as typed when there is none)
   */
  check(login: string, password: string): Promise<{ readonly matches: boolean; readonly account: string }>
}

/** What is held of an account: the password it was set up with, until a login that fits leaves its keys. */
type Proof = { readonly password: string } | { readonly keys: ScramKeys }

/**
 * Builds the credentials of a server. Nothing is derived yet: a server starts as fast with a thousand accounts as
 * with one.
 *
 * @param accounts address → password
 * @param domains  the hosted domains
 * @param random   that many unpredictable octets
 */
export function createCredentials({
  accounts,
  domains,
  random,
}: {
  readonly accounts: Readonly<Record<string, { readonly password: string }>>
  readonly domains: readonly string[]
  readonly random: (octets: number) => Buffer
}): Credentials {
  const proofs = new Map<string, Proof>(
    Object.entries(accounts).map(([address, { password }]) => [address.toLowerCase(), { password }]),
  )
  const nobody: Proof = { password: random(32).toString('base64') }
  return {
    check: async (login, password) => {
      const account = completeLogin(login, domains)
      const proof = proofs.get(account)
      const keys = await proves(proof ?? nobody, password, random)
      if (!proof) return { matches: false, account: login }
      if (keys) proofs.set(account, { keys })
      return { matches: keys !== undefined, account }
    },
  }
}

/**
 * Gives the keys of a password that fits. Every path costs one derivation, so the time tells neither whether the
 * account exists nor whether it was ever used: a password not yet derived is compared as it is, and the derivation
 * of the one offered becomes its keys.
 */
async function proves(
  proof: Proof,
  offered: string,
  random: (octets: number) => Buffer,
): Promise<ScramKeys | undefined> {
  if ('keys' in proof) {
    const derived = await deriveScramKeys(offered, proof.keys.salt)
    return sameScramKeys(derived, proof.keys) ? proof.keys : undefined
  }
  const derived = await deriveScramKeys(offered, random(scramSaltOctets))
  return timingSafeEqual(digest(offered), digest(proof.password)) ? derived : undefined
}

const digest = (password: string): Buffer => createHash('sha256').update(password.normalize('NFKC')).digest()
