import { copyOctets, occupiedOctets } from './octets.ts'
import { StoreFull, type Store } from './store.ts'

/**
 * A store with a limit on its octets. Existing mail stays, and can still be read and removed.
 *
 * @param limit asked at each write
 */
export const boundedStore = (store: Store, limit: () => number): Store => ({
  read: (work) => store.read(work),
  write: (work) =>
    store.write((table) => {
      if (limit() === Infinity) return work(table)
      const before = occupiedOctets(table)
      const given = work(table)
      const after = occupiedOctets(table)
      if (after > before && after > limit()) throw new StoreFull(new Error(`${limit()} octets are the limit`))
      return given
    }),
  [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
})

/** The space left in a store. */
export interface Space {
  /** Tells whether a message of so many octets would fit now. */
  has(octets: number): boolean
}

/** @param limit as that of the bounded store */
export const spaceIn = (store: Store, limit: () => number): Space => ({
  has: (octets) => store.read(occupiedOctets) + octets + copyOctets <= limit(),
})
