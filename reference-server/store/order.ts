import type { KeyValue } from './table.ts'

// Names in order, each once: finds the position of a name, present or not.

/** The index of the first name that is behind this one. */
export const placeBehind = (name: KeyValue, names: readonly KeyValue[]): number => {
  const place = placeOf(name, names)
  return names[place] === name ? place + 1 : place
}

/** The index of the first name that is not before this one. */
export function placeOf(name: KeyValue, names: readonly KeyValue[]): number {
  const last = names.at(-1)
  // Names mostly arrive in ascending order; then no search is needed.
  if (last === undefined || isBefore(last, name)) return names.length
  let [from, to] = [0, names.length]
  while (from < to) {
    const middle = (from + to) >>> 1
    const found = names[middle]
    if (found !== undefined && isBefore(found, name)) from = middle + 1
    else to = middle
  }
  return from
}

/** Text is in the order of its octets in UTF-8, as databases have it. */
const isBefore = (one: KeyValue, other: KeyValue): boolean =>
  typeof one === 'string' && typeof other === 'string'
    ? Buffer.compare(Buffer.from(one), Buffer.from(other)) < 0
    : one < other
