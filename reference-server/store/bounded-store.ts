import { copyOctets, occupiedOctets } from './octets.ts'
import { StoreFull, type Store } from './store.ts'

/**
 * A store that has no space for more than so many octets. What is there stays, and goes on to be read and removed.
 *
 * @param limit asked at each write
 */
export const boundedStore = (store: Store, limit: () => number): Store => ({
  read: (work) => store.read(work),
  write: (work) =>
    store.write((table) => {
      const before = occupiedOctets(table)
      const given = work(table)
      const after = occupiedOctets(table)
      if (after > before && after > limit()) throw new StoreFull(new Error(`${limit()} octets are the limit`))
      return given
    }),
  [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
})

/** What is left of a store. */
export interface Space {
  /** Tells whether a message of so many octets would find room now. */
  has(octets: number): boolean
}

/** @param limit as that of the bounded store */
export const spaceIn = (store: Store, limit: () => number): Space => ({
  has: (octets) => store.read(occupiedOctets) + octets + copyOctets <= limit(),
})
