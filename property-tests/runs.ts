import type { Parameters } from 'fast-check'

/** The seed of every property, so that a failure can be repeated: `MAILSPEC_SEED`, or what CI chose, or 1. */
export const seed = Number(process.env['MAILSPEC_SEED'] ?? process.env['MAILSPEC_PROPERTIES_SEED'] ?? 1)

/** How often a property is tried. */
export const runs = (numRuns: number): Pick<Parameters<unknown>, 'seed' | 'numRuns'> => ({ seed, numRuns })
