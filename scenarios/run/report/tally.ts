/** How one test ended. */
export interface TestEnd {
  readonly name: string
  readonly state: 'passed' | 'failed' | 'skipped' | 'pending'
  /** Why it was skipped, where it says so. */
  readonly note?: string | undefined
}

/**
 * Counts a run of tests. A skipped test must say why, or counts as failed: a suite that skips silently would pass on a
 * machine where it tests nothing.
 *
 * @param broken   files that could not be run, and errors outside any test
 * @param filtered whether tests were selected by name: those left out need no reason
 */
export function tally(
  ends: readonly TestEnd[],
  { broken, filtered }: { readonly broken: number; readonly filtered: boolean },
): { readonly lines: readonly string[]; readonly failed: number } {
  const count = (state: TestEnd['state']) => ends.filter((end) => end.state === state).length
  const skipped = ends.filter(({ state }) => state === 'skipped')
  const silent = filtered ? [] : skipped.filter(({ note }) => note === undefined)
  const failed = count('failed') + silent.length + broken
  const left = skipped.length - silent.length
  return {
    lines: [
      ...skipped.flatMap(({ name, note }) => (note === undefined ? [] : [`skipped: ${name}: ${note}`])),
      ...silent.map(({ name }) => `skipped without a reason, which is a failure: ${name}`),
      '',
      `${count('passed')} passed, ${failed} failed${left > 0 ? `, ${left} skipped` : ''}`,
    ],
    failed,
  }
}
