import type { Disturbance } from '../../disturbances/disturbance.ts'

/**
 * Deals disturbances out into as few bundles as can be, each of which is played at once. Of those that fill in the same
 * blank of a story only one would be heard, and each has a bundle of its own.
 *
 * @param turn which comes first in its bundle: one may tidy up what those before it have left behind
 */
export function bundlesOf(
  disturbances: readonly Disturbance[],
  turn: number,
): readonly (readonly Disturbance[])[] {
  const first = turn % Math.max(disturbances.length, 1)
  const inTurn = [...disturbances.slice(first), ...disturbances.slice(0, first)]
  const bundles: Disturbance[][] = []
  for (const each of inTurn.toSorted((one, other) => blanksOf(other).length - blanksOf(one).length)) {
    const [free] = bundles
      .filter((bundle) => !bundle.some((other) => isInTheWayOf(each, other)))
      .sort((one, other) => one.length - other.length)
    if (free) free.push(each)
    else bundles.push([each])
  }
  return bundles.map((bundle) => bundle.sort((one, other) => inTurn.indexOf(one) - inTurn.indexOf(other)))
}

const isInTheWayOf = (one: Disturbance, other: Disturbance): boolean =>
  blanksOf(one).some((blank) => blanksOf(other).includes(blank))

/** What a disturbance fills in, by its hooks or because it says so. */
const blanksOf = ({ fills = [], wrong, body, login = {} }: Disturbance): readonly string[] => [
  ...fills,
  ...(wrong ? ['wrong'] : []),
  ...(body ? ['body'] : []),
  ...Object.keys(login).map((protocol) => `login ${protocol}`),
]
