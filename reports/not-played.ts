import { printable } from '../scenarios/evidence/printable.ts'

/** What one scenario needs and a target lacks. */
export interface Lacking {
  readonly need: string
  readonly why: string
}

/** The most reasons that are listed one by one. */
const mostReasons = 12

/**
 * Why scenarios were not played, as lines: what is lacking, with the number of scenarios that lack it, most of them first.
 * A scenario that lacks several things counts for each.
 *
 * @param scenarios what each of them lacks
 */
export function notPlayedLines(scenarios: readonly (readonly Lacking[])[]): readonly string[] {
  const counts = new Map<string, number>()
  for (const lacking of scenarios) {
    for (const each of new Set(lacking.map(inWords))) counts.set(each, (counts.get(each) ?? 0) + 1)
  }
  const ordered = [...counts].sort(([one, many], [other, more]) => more - many || one.localeCompare(other))
  const rest = ordered.length - mostReasons
  return [
    ...ordered.slice(0, mostReasons).map(([each, count]) => `${String(count).padStart(5)}  ${each}`),
    ...(rest > 0 ? [`       and ${rest} more ${rest === 1 ? 'reason' : 'reasons'}`] : []),
  ]
}

const inWords = ({ need, why }: Lacking): string => printable(`${need} (${why})`)
