import { clauseTexts } from '../../reports/ledger.ts'
import { openRun, type RunWriter, type WrittenReport } from '../../reports/write.ts'
import { readBook } from './plan/book.ts'
import { withExpectations, type Expectation } from './report/expected.ts'
import { NothingPlayed } from './plan/nothing-played.ts'
import { isPlayable } from './plan/order.ts'
import type { Plan } from './plan/plan.ts'
import type { PlayResult } from './play.ts'
import { playOnOne, type PlayedTarget } from './play-target.ts'
import { recordedBy, resultsOf, type RecordedPlay } from './report/results.ts'
import { runIdAt } from './report/run-id.ts'
import type { FinishedRun } from './run.ts'
import { suite } from './suite.ts'

/** One target of a comparison. */
export interface Compared {
  readonly plan: Plan
  /** Verdicts its owner has declared. */
  readonly expected: readonly Expectation[]
}

export interface CompareOptions {
  /** The folder runs are written to. */
  readonly out: string
  /** How many targets are played on at the same time. */
  readonly jobs: number
  readonly seed: number
  readonly signal?: AbortSignal
  /** Called with each play that was played, not with those that could not be. */
  readonly onResult?: (result: PlayResult) => void
  /** Called as soon as the report is written. */
  readonly onReport?: (report: WrittenReport) => void
  readonly saboteurs?: Readonly<Record<string, readonly string[]>>
}

export interface FinishedComparison extends Omit<FinishedRun, 'trouble'> {
  /** In the order given; a target that was not begun is missing. */
  readonly played: readonly PlayedTarget[]
}

/**
 * Plays several plans, a few targets at the same time, and writes one report. What happens to one target does not harm
 * the others. If aborted, it writes what there is and says that the report is incomplete.
 *
 * @throws NothingPlayed when it was aborted before anything was played: then there is no report
 * @throws ReportNotWritten before anything is played when the folder cannot be written to
 */
export async function compareTargets(
  compared: readonly Compared[],
  { out, jobs, seed, signal, onResult, onReport, saboteurs }: CompareOptions,
): Promise<FinishedComparison> {
  const started = new Date()
  const id = runIdAt(started)
  const book = await readBook()
  const writer: RunWriter = await openRun(out, { id })
  const plays: RecordedPlay[] = []
  const played = new Map<string, PlayedTarget>()
  const waiting = [...compared]
  const closing: Promise<unknown>[] = []
  const isAborted = (): boolean => signal?.aborted === true
  const works = async (): Promise<void> => {
    for (let next = waiting.shift(); next && !isAborted(); next = waiting.shift()) {
      const { plan } = next
      const outcome = await playOnOne(plan, {
        ...(signal && { signal }),
        onLeft: (left) => void closing.push(left),
        onResult: async (result, play) => {
          plays.push(await recordedBy(writer, result))
          if (isPlayable(play)) onResult?.(result)
        },
      })
      played.set(plan.target.name, outcome)
    }
  }
  await Promise.all(Array.from({ length: Math.min(jobs, compared.length) }, works))
  if (isAborted() && plays.length === 0) {
    await writer.discards()
    await Promise.all(closing)
    throw new NothingPlayed(String(signal?.reason))
  }
  const run = {
    id,
    suite,
    startedAt: started.toISOString(),
    durationMs: Date.now() - started.getTime(),
    seed,
    complete: !isAborted(),
  }
  const targets = compared.map(({ plan }) => plan.target)
  let results = resultsOf(run, targets, book, inOrder(plays, targets), saboteurs)
  const stale: string[] = []
  for (const { plan, expected } of compared) {
    const marked = withExpectations(results, plan.target.name, expected)
    results = marked.results
    stale.push(...marked.stale.map((line) => `${plan.target.name}: ${line}`))
  }
  const report = await writer.close(results, clauseTexts)
  onReport?.(report)
  await Promise.all(closing)
  return {
    results,
    stale,
    report,
    played: compared.flatMap(({ plan }) => played.get(plan.target.name) ?? []),
  }
}

/** Targets that were played side by side are listed in the order they were named, whichever was faster. */
function inOrder(
  plays: readonly RecordedPlay[],
  targets: readonly { readonly name: string }[],
): readonly RecordedPlay[] {
  const place = new Map(targets.map(({ name }, index) => [name, index]))
  const placeOf = ({ result }: RecordedPlay): number => place.get(result.target) ?? 0
  return plays.toSorted((one, other) => placeOf(one) - placeOf(other))
}
