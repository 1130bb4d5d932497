/** Checks the next few entries of a memory and forgets the expired ones. */
export type Sweep<Value> = (isOver: (value: Value) => boolean) => void

/** More than one for each added entry, so that the sweep keeps up. */
const looksAtOnce = 2

/**
 * Sweeps a memory incrementally, a few entries at each call, so that expired entries are forgotten and no single call
 * pays for all of them. Expired entries have no effect anyway; this only frees their space.
 *
 * @example sweepOf(logins)((at) => now - at >= window)
 */
export function sweepOf<Value>(memory: Map<string, Value>): Sweep<Value> {
  let hand = memory.entries()
  return (isOver) => {
    for (let looked = 0; looked < looksAtOnce; looked++) {
      const next = hand.next()
      if (next.done) {
        hand = memory.entries()
        return
      }
      const [key, value] = next.value
      if (isOver(value)) memory.delete(key)
    }
  }
}
