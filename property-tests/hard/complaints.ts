import type { Bounds, Outcome } from './siege.ts'

const megabyte = 2 ** 20

/** What went wrong in an outcome, each as a sentence; empty where the server withstood. */
export function complaintsOf(outcome: Outcome, { peak: bound }: Pick<Bounds, 'peak'>): readonly string[] {
  const { crashes, hangs, peak, descriptors, greeting } = outcome
  const { before, after, held } = descriptors
  return [
    ...few(crashes),
    ...few(hangs),
    ...(peak !== undefined && peak > bound
      ? [
          `it took ${Math.round(peak / megabyte)} MB of memory, and may take ${Math.round(bound / megabyte)} MB`,
        ]
      : []),
    ...(before !== undefined && after !== undefined && after > before
      ? [`it had ${before} descriptors open before and ${after} afterwards`, ...few(held)]
      : []),
    ...(greeting.count === 0 && crashes.length === 0 ? ['no bystander was greeted'] : []),
  ]
}

/** The first ones, and how many more there are. */
const few = (sentences: readonly string[]): readonly string[] =>
  sentences.length > 3
    ? [...sentences.slice(0, 3), `and so on, ${sentences.length - 3} more times`]
    : sentences
