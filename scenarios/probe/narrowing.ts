import { printDuration } from '#policy-document'
import type { MeasuredValue } from '../../reports/profile.ts'

/** Two bounds that close in on a limit: it holds at `from`, and no longer at `to`. */
export interface Bounds {
  readonly from: number
  /** Infinity where it held as far as it was tried. */
  readonly to: number
}

/** How far to go, and how closely to look. */
export interface Search {
  /** The first that is tried; what is below it is not told apart from 0. */
  readonly first: number
  /** The last that is tried. */
  readonly last: number
  /** How close the bounds are to come. */
  readonly resolution: number
}

/**
 * Finds the place from which something no longer holds: doubles until it does not, then halves what lies between. It
 * asks at most 64 times.
 *
 * @param holdsAt undefined where it cannot be told any more; what is known by then is the answer
 */
export async function narrows(
  { first, last, resolution }: Search,
  holdsAt: (place: number) => Promise<boolean | undefined>,
): Promise<Bounds> {
  let bounds: Bounds = { from: 0, to: Infinity }
  for (let asked = 0; asked < 64; asked++) {
    const place = next(bounds)
    if (place === undefined) break
    const holds = await holdsAt(place)
    if (holds === undefined) break
    bounds = holds ? { ...bounds, from: place } : { ...bounds, to: place }
  }
  return bounds

  function next({ from, to }: Bounds): number | undefined {
    if (to === Infinity) return from >= last ? undefined : Math.min(Math.max(first, from * 2), last)
    if (to - from <= resolution) return undefined
    return from + Math.max(resolution, Math.floor((to - from) / 2 / resolution) * resolution)
  }
}

/** A length of time as it was found: the upper bound, where the two are as close as a clock can tell. */
export function spanFound({ from, to }: Bounds, resolution: number): MeasuredValue {
  if (to - from <= resolution) return { is: printDuration(to) }
  if (to === Infinity) return { beyond: printDuration(from) }
  return { between: [printDuration(from), printDuration(to)] }
}

/** A number as it was found: the last for which it held. */
export function countFound({ from, to }: Bounds): MeasuredValue {
  if (to - from === 1) return { is: from }
  return to === Infinity ? { beyond: from } : { between: [from, to] }
}
