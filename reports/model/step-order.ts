import type { SessionRecord, Step, WireLine } from '#evidence'

/**
 * Tells for each line of a session during which step of the story it was spoken: the index of the step, or -1.
 *
 * Time settles it where it can. Where the clock stood still over several steps of the same session, the later
 * steps are given one exchange each, from the last backwards, and the first has the rest.
 */
export function stepsOfLines({ id, lines }: SessionRecord, steps: readonly Step[]): readonly number[] {
  const own = steps.flatMap((step, index) => (step.sessions.includes(id) ? [{ at: step.at, index }] : []))
  const first = own[0]?.index ?? -1
  return [...Map.groupBy(lines, ({ at }) => at)].flatMap(([at, spoken]) => {
    const begun = own.filter((step) => step.at <= at)
    const current = begun.filter((step) => step.at === begun.at(-1)?.at).map(({ index }) => index)
    return current.length > 1 ? spread(spoken, current) : spoken.map(() => current[0] ?? first)
  })
}

function spread(lines: readonly WireLine[], steps: readonly number[]): readonly number[] {
  const exchanges = exchangeNumbers(lines)
  const surplus = (exchanges.at(-1) ?? 0) + 1 - steps.length
  return exchanges.map((exchange) => steps[Math.max(0, exchange - Math.max(0, surplus))] ?? -1)
}

/** Numbers the exchanges of some lines from 0; each begins where the client speaks after the server. */
function exchangeNumbers(lines: readonly WireLine[]): readonly number[] {
  let exchange = 0
  return lines.map(({ dir }, index) => {
    if (dir === 'C' && lines[index - 1]?.dir === 'S') exchange += 1
    return exchange
  })
}
