/** Octets that never change, by a number that no others have at their place. */
export interface Placed {
  readonly place: object
  readonly id: number
}

/** Remembers what was made of octets, as long as there is room. */
export interface Recent<T> {
  get(octets: Placed): T | undefined
  set(octets: Placed, made: { readonly value: T; readonly weight: number }): void
}

interface Slot<T> {
  readonly value: T
  readonly weight: number
  /** Where it stands, under which number. */
  readonly among: Map<number, Slot<T>>
  readonly id: number
}

/**
 * Builds a memory that holds no octets itself. What was asked for longest ago goes first; what came last stays, however
 * heavy.
 *
 * @param mostWeight what all that is remembered may weigh
 */
export function createRecent<T>(mostWeight: number): Recent<T> {
  const places = new WeakMap<object, Map<number, Slot<T>>>()
  // In the order they were asked for.
  const slots = new Set<Slot<T>>()
  let weight = 0
  const forget = (slot: Slot<T>): void => {
    weight -= slot.weight
    slots.delete(slot)
    slot.among.delete(slot.id)
  }
  return {
    get: ({ place, id }) => {
      const slot = places.get(place)?.get(id)
      if (slot && slots.delete(slot)) slots.add(slot)
      return slot?.value
    },
    set: ({ place, id }, made) => {
      const among = places.get(place) ?? new Map<number, Slot<T>>()
      places.set(place, among)
      const before = among.get(id)
      if (before) forget(before)
      for (const oldest of slots) {
        if (weight + made.weight <= mostWeight) break
        forget(oldest)
      }
      const slot = { ...made, among, id }
      among.set(id, slot)
      slots.add(slot)
      weight += made.weight
    },
  }
}
