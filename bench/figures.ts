/** One thing measured, several times over. */
export interface Figure {
  readonly name: string
  readonly unit: 'ms' | 'µs' | '/s' | 'octets'
  /** One a round, in the order of the rounds. */
  readonly samples: readonly number[]
  readonly ratio?: Ratio
  readonly budgets?: readonly Budget[]
}

/** How a figure stands to another of the same run. */
interface Ratio {
  readonly to: string
  readonly value: number
}

/** What a figure should come to, in words, and whether it does. */
export interface Budget {
  readonly words: string
  readonly within: boolean
}

/** What one benchmark found. */
export interface Findings {
  readonly title: string
  readonly figures: readonly Figure[]
  /** What the reader should know besides the figures; a thing that could not be measured, with why. */
  readonly remarks: readonly string[]
}

/** How long to measure. */
export interface Effort {
  /** Rounds before those that count: code is compiled while it runs. */
  readonly warmUps: number
  readonly rounds: number
  /** Length of a round of load, in milliseconds. */
  readonly roundLength: number
}

/** The middle of some numbers. @throws RangeError for none */
export function median(samples: readonly number[]): number {
  const sorted = samples.toSorted((a, b) => a - b)
  const upper = sorted[sorted.length >> 1]
  const lower = sorted[(sorted.length - 1) >> 1]
  if (upper === undefined || lower === undefined) throw new RangeError('no samples')
  return (lower + upper) / 2
}

/**
 * How two figures of alternating rounds stand to each other: the median of the ratios round by round, so that a round
 * in which the machine was busy weighs on both sides.
 */
export function ratioTo(of: readonly number[], other: readonly number[]): number {
  const pairs = of.flatMap((sample, round) => {
    const beside = other[round]
    return beside === undefined || beside === 0 ? [] : [sample / beside]
  })
  return median(pairs)
}

/** A budget from above: `under(5, 'ms', samples)`. */
export const under = (limit: number, unit: string, samples: readonly number[]): Budget => ({
  words: `under ${limit} ${unit}`,
  within: median(samples) < limit,
})
