import { createCipheriv, createDecipheriv } from 'node:crypto'

/** A text that only its sealer can read (AES-256-GCM). */
export interface Sealed {
  readonly nonce: Buffer
  readonly octets: Buffer
  readonly proof: Buffer
}

/** Keeps texts unreadable in memory. */
export interface Sealer {
  seal(text: string): Sealed
  /** @throws Error when it was not sealed here */
  open(sealed: Sealed): string
}

const cipher = 'aes-256-gcm'

/**
 * Builds a sealer.
 *
 * @param key 32 unpredictable octets, used for nothing else: the nonces are a count
 */
export function createSealer(key: Buffer): Sealer {
  let count = 0
  return {
    seal: (text) => {
      const nonce = Buffer.alloc(12)
      nonce.writeUInt32BE(++count, 8)
      const sealing = createCipheriv(cipher, key, nonce)
      const octets = Buffer.concat([sealing.update(text, 'utf8'), sealing.final()])
      return { nonce, octets, proof: sealing.getAuthTag() }
    },
    open: ({ nonce, octets, proof }) => {
      const opening = createDecipheriv(cipher, key, nonce).setAuthTag(proof)
      return Buffer.concat([opening.update(octets), opening.final()]).toString('utf8')
    },
  }
}
