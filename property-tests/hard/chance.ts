/** Chance that can be repeated: the same seed gives the same story. */
export interface Chance {
  /** A whole number from 0 up to, but not including, `end`. */
  below(end: number): number
  /** @throws RangeError when there is nothing to choose from */
  pick<T>(list: readonly T[]): T
  /** A length from 1 to `most`, every order of magnitude equally likely. */
  length(most: number): number
  octets(length: number): Buffer
  /** A chance of its own for a part of the story, so that parts that run side by side do not influence each other. */
  of(part: string | number): Chance
}

/** @param seed any text; a run prints its own */
export function chanceFrom(seed: string): Chance {
  let state = hash(seed)
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    const once = Math.imul(state ^ (state >>> 15), state | 1)
    const twice = once ^ (once + Math.imul(once ^ (once >>> 7), once | 61))
    return (twice ^ (twice >>> 14)) >>> 0
  }
  const below = (end: number) => Math.floor((next() / 2 ** 32) * end)
  return {
    below,
    pick: (list) => {
      const at = below(list.length)
      for (const picked of list.slice(at, at + 1)) return picked
      throw new RangeError('there is nothing to choose from')
    },
    length: (most) => Math.max(1, Math.floor(Math.exp((next() / 2 ** 32) * Math.log(most)))),
    octets: (length) => {
      const octets = Buffer.allocUnsafe(length)
      for (let at = 0; at < length; at += 1) octets[at] = next()
      return octets
    },
    of: (part) => chanceFrom(`${seed}/${part}`),
  }
}

/** FNV-1a. */
const hash = (text: string): number =>
  Buffer.from(text).reduce((sum, octet) => Math.imul(sum ^ octet, 0x01000193), 0x811c9dc5)
