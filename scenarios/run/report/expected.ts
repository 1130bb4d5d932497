import type { Results } from '../../../reports/results.ts'
import { exitCodeOf } from '../../evidence/verdict.ts'

/** A verdict that is known and accepted; it is bound to its reason, so that it hides no other failure. */
export interface Expectation {
  readonly scenario: string
  readonly verdict: Results['scenarios'][number]['results'][number]['verdict']
  /** Part of the reason it is bound to. */
  readonly claim?: string | undefined
  readonly reason: string
  readonly link?: string | undefined
}

type Entry = Results['scenarios'][number]['results'][number]

/**
 * Marks the results of one target that its owner has declared. The cell keeps its verdict.
 *
 * @returns the marked results, and the expectations that no longer hold, in words
 */
export function withExpectations(
  results: Results,
  target: string,
  expected: readonly Expectation[],
): { readonly results: Results; readonly stale: readonly string[] } {
  const mark = (scenario: string, entry: Entry): Entry => {
    const found = expected.find((each) => each.scenario === scenario)
    if (!found || entry.target !== target || !isWhatWasExpected(entry, found)) return entry
    const { verdict, reason, claim, link } = found
    return {
      ...entry,
      expected: {
        verdict,
        reason,
        ...(claim !== undefined && { claim }),
        ...(link !== undefined && { link }),
      },
    }
  }
  const marked = results.scenarios.map((scenario) => ({
    ...scenario,
    results: scenario.results.map((entry) => mark(scenario.id, entry)),
  }))
  const stale = expected.flatMap((each) => {
    const entry = results.scenarios
      .find(({ id }) => id === each.scenario)
      ?.results.find((result) => result.target === target)
    // What was not played, on a machine that cannot play it, has shown nothing.
    if (!entry || entry.verdict === 'unsupported' || isWhatWasExpected(entry, each)) return []
    const bound = entry.verdict === each.verdict ? `, for a reason other than "${each.claim}"` : ''
    return [`${each.scenario}: declared ${each.verdict} (${each.reason}), but it is ${entry.verdict}${bound}`]
  })
  return { results: { ...results, scenarios: marked }, stale }
}

/** Tells whether a result is the declared one, for the declared reason. */
export const isWhatWasExpected = (
  entry: Pick<Entry, 'verdict'> & { readonly reasons: readonly { readonly text: string }[] },
  { verdict, claim }: Pick<Expectation, 'verdict' | 'claim'>,
): boolean =>
  entry.verdict === verdict && (claim === undefined || entry.reasons.some(({ text }) => text.includes(claim)))

/** The exit code of a run: what was expected does not count, what is stale counts as a violation. */
export function exitCodeOfResults(
  results: Results,
  stale: readonly string[],
  { strict = false }: { readonly strict?: boolean } = {},
): 0 | 1 | 2 | 3 {
  const counting = results.scenarios.flatMap((scenario) =>
    scenario.results.flatMap(({ expected, verdict, disturbed }) => [
      ...(expected === undefined ? [verdict] : []),
      ...(disturbed?.broken.map((play) => play.verdict) ?? []),
    ]),
  )
  const code = exitCodeOf(counting, { strict })
  return stale.length > 0 && (code === 0 || code === 2) ? 1 : code
}
