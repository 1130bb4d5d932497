import { createHash, randomBytes } from 'node:crypto'

/** `octets` octets nobody can foretell. */
export const realChance = (octets: number): Buffer => randomBytes(octets)

/** The same octets in the same order for the same seed. */
export function seededChance(seed: string): (octets: number) => Buffer {
  let drawn = 0
  let pool = Buffer.alloc(0)
  return (octets) => {
    while (pool.length < octets) {
      pool = Buffer.concat([pool, createHash('sha256').update(`${seed}\n${drawn++}`).digest()])
    }
    const drawnOctets = pool.subarray(0, octets)
    pool = pool.subarray(octets)
    return drawnOctets
  }
}
