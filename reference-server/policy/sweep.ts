/** Looks at the next few entries of a memory and forgets those that are over. */
export type Sweep<Value> = (isOver: (value: Value) => boolean) => void

/** More than one for each entry that is added, so that the round is won. */
const looksAtOnce = 2

/**
 * A hand that goes round a memory, a few entries each time it is asked: what is over is forgotten after a while, and
 * no single question pays for all of it. What is over must count for nothing anyway; this only gives its room back.
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
