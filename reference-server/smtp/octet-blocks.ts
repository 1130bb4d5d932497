/** Memory for octets that several owners share. Each also has `blockOctets` of its own. */
export interface Room {
  /** Tells whether a message of that size would fit now. */
  has(octets: number): boolean
  /** Reserves some, if that much is left. */
  take(octets: number): boolean
  /** Gives back what was taken. */
  giveBack(octets: number): void
}

/** Creates a shared memory of so many octets. */
export function createRoom(size: number): Room {
  let left = size
  return {
    has: (octets) => octets <= blockOctets || octets <= left,
    take: (octets) => {
      if (octets > left) return false
      left -= octets
      return true
    },
    giveBack: (octets) => void (left += octets),
  }
}

const smallestBlock = 4096

/** What a message occupies before it uses the shared memory, and the size of its blocks from then on. */
export const blockOctets = 65_536

/**
 * Octets that arrive in pieces, kept in blocks: few octets cost at most twice their number in memory, many cost their
 * number plus one block, whatever the size of the pieces.
 */
export class OctetBlocks {
  readonly #room: Room
  #blocks: Buffer[] = []
  #used = 0
  #capacity = 0

  /** @param room what is taken from when there are more than `blockOctets` */
  constructor(room: Room) {
    this.#room = room
  }

  /** How much memory is occupied, in octets. */
  get capacity(): number {
    return this.#capacity
  }

  /** How many octets there are. */
  get length(): number {
    return this.#capacity - ((this.#blocks.at(-1)?.length ?? 0) - this.#used)
  }

  /**
   * Takes the octets of a chunk from `from` to `to`; the chunk is not kept.
   *
   * @returns whether the room was large enough; where it was not, nothing is kept at all
   */
  append(chunk: Buffer, from: number, to: number): boolean {
    let at = from
    while (at < to) {
      let block = this.#blocks.at(-1)
      if (!block || this.#used === block.length) {
        block = this.#grow()
        if (!block) return false
      }
      const end = Math.min(to, at + block.length - this.#used)
      // A call to copy costs more than a few octets do.
      if (end - at > 16) this.#used += chunk.copy(block, this.#used, at, end)
      else for (let i = at; i < end; i++) block[this.#used++] = chunk[i] ?? 0
      at = end
    }
    return true
  }

  /** The octets, in order. They stay valid after `clear`. */
  pieces(): readonly Buffer[] {
    return this.#blocks.map((block, nth) =>
      nth === this.#blocks.length - 1 ? block.subarray(0, this.#used) : block,
    )
  }

  /** Forgets the octets and gives the room back. */
  clear(): void {
    if (this.#capacity > blockOctets) this.#room.giveBack(this.#capacity - blockOctets)
    this.#blocks = []
    this.#used = 0
    this.#capacity = 0
  }

  #grow(): Buffer | undefined {
    const size = Math.min(blockOctets, Math.max(smallestBlock, this.#capacity))
    if (this.#capacity >= blockOctets && !this.#room.take(size)) {
      this.clear()
      return undefined
    }
    // Not from the pool: a block that is given up must free its memory.
    const block = Buffer.allocUnsafeSlow(size)
    this.#blocks.push(block)
    this.#used = 0
    this.#capacity += size
    return block
  }
}
