import { createHash, createHmac, pbkdf2, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

// SCRAM-SHA-256 stored keys: RFC 5802 §3, RFC 7677 §4 (4096 rounds at least).

const derive = promisify(pbkdf2)

const scramIterations = 4096

/** Octets of salt for every account. */
export const scramSaltOctets = 16

/** What is kept of a password: enough to check it, and for SCRAM, not enough to log in with. */
export interface ScramKeys {
  readonly salt: Buffer
  readonly iterations: number
  readonly storedKey: Buffer
  readonly serverKey: Buffer
}

/**
 * Derives the keys to keep of a password. Runs beside the event loop, about a millisecond.
 *
 * @param password as typed; brought to NFKC first, which is what SASLprep (RFC 4013) does to most of them
 */
export async function deriveScramKeys(password: string, salt: Buffer): Promise<ScramKeys> {
  const salted = await derive(password.normalize('NFKC'), salt, scramIterations, 32, 'sha256')
  const clientKey = createHmac('sha256', salted).update('Client Key').digest()
  return {
    salt,
    iterations: scramIterations,
    storedKey: createHash('sha256').update(clientKey).digest(),
    serverKey: createHmac('sha256', salted).update('Server Key').digest(),
  }
}

/** Tells whether two derivations are of the same password and salt, in the same time either way. */
export const sameScramKeys = (one: ScramKeys, other: ScramKeys): boolean =>
  timingSafeEqual(one.storedKey, other.storedKey)
