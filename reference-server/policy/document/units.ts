/** A length of time in milliseconds. */
export type Duration = number

/** A length of time as documents write it: `45s`, `30m`, `1h`, `35d`; a whole number and one unit. */
export type WrittenDuration = `${number}${'s' | 'm' | 'h' | 'd'}`

/** A size as documents write it: octets, or `64KB`, `10MB`, `1GB`; a KB is 1024 octets. */
export type WrittenSize = number | `${number}${'KB' | 'MB' | 'GB'}`

/** The pattern of a written duration, for schemas. */
export const durationPattern = /^\d+(s|m|h|d)$/

/** The pattern of a size written with a unit, for schemas. */
export const sizePattern = /^\d+(KB|MB|GB)$/

const durationUnits = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
] as const

const sizeUnits = [
  ['GB', 1_073_741_824],
  ['MB', 1_048_576],
  ['KB', 1_024],
] as const

function inUnits(text: string, units: readonly (readonly [string, number])[]): number | undefined {
  const match = /^(\d+)([a-zA-Z]+)$/.exec(text)
  if (!match) return undefined
  const [, digits, unit] = match
  const value = Number(digits) * (units.find(([name]) => name === unit)?.[1] ?? Number.NaN)
  return Number.isSafeInteger(value) ? value : undefined
}

/**
 * Reads a written duration: `30m` is 1800000, `0s` is 0.
 *
 * @returns undefined for anything else: `30`, `30 m`, `-5m`, `1.5h`
 */
export const readDuration = (text: string): Duration | undefined => inUnits(text, durationUnits)

/** Writes a duration in the largest unit that leaves it whole: `1h`, not `60m`. Parts of a second are dropped. */
export function printDuration(duration: Duration): WrittenDuration {
  const seconds = Math.max(0, Math.floor(duration / 1_000))
  const unit = durationUnits.find(([, length]) => seconds > 0 && (seconds * 1_000) % length === 0)
  return unit === undefined ? `${seconds}s` : `${(seconds * 1_000) / unit[1]}${unit[0]}`
}

/**
 * Reads a written size into octets: `10MB` is 10485760, and so is 10485760.
 *
 * @returns undefined for anything else: `10 MB`, `10mb`, `-1`, `1.5`
 */
export function readSize(written: string | number): number | undefined {
  if (typeof written === 'string') return inUnits(written, sizeUnits)
  return Number.isSafeInteger(written) && written >= 0 ? written : undefined
}

/** Writes a size in the largest unit that leaves it whole, or in octets. */
export function printSize(octets: number): WrittenSize {
  const unit = sizeUnits.find(([, length]) => octets > 0 && octets % length === 0)
  return unit === undefined ? octets : `${octets / unit[1]}${unit[0]}`
}
