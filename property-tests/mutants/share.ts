/** A part of the files for each day, so that all have their turn once in so many days. */
export interface Share {
  readonly files: readonly string[]
  /** From 1. */
  readonly nth: number
  readonly of: number
  /** `2026-11-29`. */
  readonly date: string
}

interface Turn {
  readonly of: number
  /** Days since the epoch. */
  readonly today: number
  /** About how long a file takes, in whatever unit. */
  readonly weightOf: (file: string) => number
}

/** Cuts files into shares of about the same weight, in their order: what stands together is played together. */
export function shareOf(files: readonly string[], { of, today, weightOf }: Turn): Share {
  const nth = today % of
  const whole = files.reduce((sum, file) => sum + weightOf(file), 0)
  let before = 0
  const own = files.filter((file) => {
    const middle = before + weightOf(file) / 2
    before += weightOf(file)
    return Math.floor((of * middle) / whole) === nth
  })
  return { files: own, nth: nth + 1, of, date: new Date(today * 86_400_000).toISOString().slice(0, 10) }
}
