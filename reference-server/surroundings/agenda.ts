/** Something that is due at an instant. */
export interface Entry<Item> {
  readonly due: number
  readonly item: Item
}

interface Placed<Item> extends Entry<Item> {
  /** Of two that are due together, the one that was added first goes first. */
  readonly turn: number
  place: number
}

const isSooner = (one: Placed<unknown>, other: Placed<unknown>): boolean =>
  one.due < other.due || (one.due === other.due && one.turn < other.turn)

/**
 * Things to do in the order they are due: a binary heap in which everything knows its place, so that adding, taking the
 * first and taking back any cost little however many there are.
 */
export class Agenda<Item> {
  /** No entry is due before its parent, which is at half its place. */
  readonly #entries: Placed<Item>[] = []
  #turns = 0

  get size(): number {
    return this.#entries.length
  }

  /** The entry that is due first. */
  get first(): Entry<Item> | undefined {
    return this.#entries[0]
  }

  /**
   * Adds something.
   *
   * @returns takes it back; nothing happens when it is not there any more
   */
  add(due: number, item: Item): () => void {
    const entry = { due, item, turn: this.#turns++, place: -1 }
    this.#rise(entry, this.#entries.length)
    return () => this.#remove(entry)
  }

  /** Takes out the entry that is due first. */
  take(): Item | undefined {
    const [first] = this.#entries
    if (first) this.#remove(first)
    return first?.item
  }

  #remove(entry: Placed<Item>): void {
    const { place } = entry
    if (place < 0) return
    entry.place = -1
    const last = this.#entries.pop()
    if (!last || last === entry) return
    const parent = this.#entries[parentOf(place)]
    if (place > 0 && parent && isSooner(last, parent)) this.#rise(last, place)
    else this.#sink(last, place)
  }

  /** Puts an entry where it belongs, at a place or above it. */
  #rise(entry: Placed<Item>, from: number): void {
    let place = from
    for (;;) {
      const parent = place > 0 ? this.#entries[parentOf(place)] : undefined
      if (!parent || !isSooner(entry, parent)) break
      const above = parent.place
      this.#put(parent, place)
      place = above
    }
    this.#put(entry, place)
  }

  /** Puts an entry where it belongs, at a place or below it. */
  #sink(entry: Placed<Item>, from: number): void {
    let place = from
    for (;;) {
      const left = this.#entries[2 * place + 1]
      const right = this.#entries[2 * place + 2]
      const child = left && right && isSooner(right, left) ? right : left
      if (!child || !isSooner(child, entry)) break
      const below = child.place
      this.#put(child, place)
      place = below
    }
    this.#put(entry, place)
  }

  #put(entry: Placed<Item>, place: number): void {
    this.#entries[place] = entry
    entry.place = place
  }
}

const parentOf = (place: number): number => (place - 1) >> 1
