import type { Disturbance } from '../../disturbances/disturbance.ts'

/** How many bundles the catalogue is played in. */
export const bundleCount = 4

/**
 * Deals disturbances out into bundles, each of which is played at once: neighbours in the catalogue, which are about the
 * same thing, come into different ones.
 */
export const bundlesOf = (
  disturbances: readonly Disturbance[],
  count: number,
): readonly (readonly Disturbance[])[] =>
  Array.from({ length: count }, (_, number) =>
    disturbances.filter((_each, place) => place % count === number),
  ).filter((bundle) => bundle.length > 0)
