/** Remembers what was made of octets, as long as these are kept and there is room. */
export interface Recent<T> {
  get(octets: Buffer): T | undefined
  set(octets: Buffer, made: { readonly value: T; readonly weight: number }): void
}

/**
 * Builds a memory that holds no octets itself. What was asked for longest ago goes first; what came last stays, however
 * heavy.
 *
 * @param mostWeight what all that is remembered may weigh
 */
export function createRecent<T>(mostWeight: number): Recent<T> {
  interface Slot {
    kept?: { readonly value: T; readonly weight: number }
  }
  const slots = new WeakMap<Buffer, Slot>()
  // In the order they were asked for.
  const full = new Set<Slot>()
  let weight = 0
  const empty = (slot: Slot): void => {
    weight -= slot.kept?.weight ?? 0
    delete slot.kept
    full.delete(slot)
  }
  return {
    get: (octets) => {
      const slot = slots.get(octets)
      if (slot && full.delete(slot)) full.add(slot)
      return slot?.kept?.value
    },
    set: (octets, made) => {
      const slot = slots.get(octets) ?? {}
      empty(slot)
      for (const oldest of full) {
        if (weight + made.weight <= mostWeight) break
        empty(oldest)
      }
      slot.kept = made
      weight += made.weight
      full.add(slot)
      slots.set(octets, slot)
    },
  }
}
