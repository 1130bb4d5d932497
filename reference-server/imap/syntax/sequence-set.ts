import { either, map, optional, pair, separated, token, after, type Parser } from './parser.ts'
import { nonZeroNumber } from './words.ts'

/** Numbers as a client names them: `2,4:7,9:*`, where `*` is the largest there is. */
export type SequenceSet = readonly { readonly from: number; readonly to: number }[]

/** Stands for `*` until it is known what that is. */
const largest = Infinity

const bound: Parser<number> = either(
  nonZeroNumber,
  map(token(/\*/), () => largest),
)

/** Good: `1`, `2,4:7,12:*`, `*:3`. Bad: `0`, `1:`, `a`. */
export const sequenceSet: Parser<SequenceSet> = separated(
  map(pair(bound, optional(after(token(/:/), bound))), ([from, { given: to = from }]) => ({ from, to })),
  token(/,/),
)

/**
 * Puts numbers in order, with `*` as `last`: no range touches the next, so that each number is in one at most.
 *
 * @param last the largest number there is; 0 when there is none
 */
export function inOrder(set: SequenceSet, last: number): SequenceSet {
  const known = (number: number) => (number === largest ? last : number)
  const ranges = set
    .map(({ from, to }) => [known(from), known(to)].toSorted((a, b) => a - b))
    .toSorted(([a = 0], [b = 0]) => a - b)
  const merged: { from: number; to: number }[] = []
  for (const [from = 0, to = 0] of ranges) {
    const before = merged.at(-1)
    if (before && from <= before.to + 1) before.to = Math.max(before.to, to)
    else merged.push({ from, to })
  }
  return merged
}

/** Gives numbers in ascending order as ranges. */
export function rangesOf(numbers: readonly number[]): SequenceSet {
  const ranges: { from: number; to: number }[] = []
  for (const number of numbers) {
    const before = ranges.at(-1)
    if (before && number === before.to + 1) before.to = number
    else ranges.push({ from: number, to: number })
  }
  return ranges
}

/** Gives numbers in ascending order as a set without `*`: `2,4:7`. */
export const writtenSet = (numbers: readonly number[]): string => writtenRanges(rangesOf(numbers))

/** Gives ranges as a set. */
export const writtenRanges = (ranges: SequenceSet): string =>
  ranges.map(({ from, to }) => (from === to ? `${from}` : `${from}:${to}`)).join(',')

/** Tells whether ranges in ascending order have a number. */
export function isAmong(number: number, ranges: SequenceSet): boolean {
  let [from, to] = [0, ranges.length]
  while (from < to) {
    const middle = (from + to) >>> 1
    if ((ranges[middle]?.to ?? 0) < number) from = middle + 1
    else to = middle
  }
  return (ranges[from]?.from ?? Infinity) <= number
}
