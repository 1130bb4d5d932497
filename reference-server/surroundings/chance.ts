import { createHash, randomBytes } from 'node:crypto'

/** Drawn in stock, since drawing costs the same for nine octets as for a thousand. */
let stock = Buffer.alloc(0)

/** `octets` octets nobody can foretell; none is given twice. */
export function realChance(octets: number): Buffer {
  if (stock.length < octets) stock = randomBytes(Math.max(octets, 4096))
  const drawn = Buffer.from(stock.subarray(0, octets))
  stock.fill(0, 0, octets)
  stock = stock.subarray(octets)
  return drawn
}

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
