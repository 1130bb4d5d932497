import { clauseTexts } from '../../reports/ledger.ts'
import type { Results } from '../../reports/results.ts'
import { openRun, type WrittenReport } from '../../reports/write.ts'
import { readBook } from './plan/book.ts'
import { withExpectations, type Expectation } from './report/expected.ts'
import { NothingPlayed } from './plan/nothing-played.ts'
import { openRunner, type PlayResult } from './play.ts'
import type { Plan } from './plan/plan.ts'
import { recordedBy, resultsOf, type RecordedPlay } from './report/results.ts'
import { runIdAt } from './report/run-id.ts'
import { suite } from './suite.ts'

export interface RunPlanOptions {
  /** The folder runs are written to. */
  readonly out: string
  readonly signal?: AbortSignal
  readonly onResult?: (result: PlayResult) => void
  /** Called as soon as the report is written. */
  readonly onReport?: (report: WrittenReport) => void
  readonly saboteurs?: Readonly<Record<string, readonly string[]>>
  /** Verdicts the target's owner has declared. */
  readonly expected?: readonly Expectation[]
}

export interface FinishedRun {
  readonly results: Results
  /** Expectations that no longer hold, in words. */
  readonly stale: readonly string[]
  readonly report: WrittenReport
  /** What is wrong with the target since the last scenario, if it no longer answers. */
  readonly trouble?: string
}

/**
 * Plays a whole plan and writes its report. If aborted, it stops the current story, writes what there is and says that
 * the report is incomplete.
 *
 * @throws NothingPlayed when it was aborted before anything was played: then there is no report
 * @throws ReportNotWritten before anything is played when the folder cannot be written to
 * @throws HarnessFault when the canary is not caught
 */
export async function runPlan(
  plan: Plan,
  { out, saboteurs, signal, onResult, onReport, expected = [] }: RunPlanOptions,
): Promise<FinishedRun> {
  const started = new Date()
  const id = runIdAt(started)
  const book = await readBook()
  const writer = await openRun(out, { id })
  const runner = await openRunner(plan, signal ? { signal } : {})
  const isAborted = (): boolean => signal?.aborted === true
  if (isAborted()) {
    await writer.discards()
    await runner.close()
    throw new NothingPlayed(String(signal?.reason))
  }
  const plays: RecordedPlay[] = []
  for (const play of plan.plays) {
    if (isAborted()) break
    const result = await runner.play(play)
    plays.push(await recordedBy(writer, result))
    onResult?.(result)
  }
  // Whoever aborted the run waits for the report, not for the target.
  const isStopped = isAborted()
  const trouble = isStopped ? undefined : await runner.close()
  const facts = { ...factsOf(plan, id, started), complete: !isStopped }
  const all = resultsOf(facts, [plan.target], book, plays, saboteurs)
  const { results, stale } = withExpectations(all, plan.target.name, expected)
  const report = await writer.close(results, clauseTexts)
  onReport?.(report)
  if (isStopped) await runner.close()
  return { results, stale, report, ...(trouble !== undefined && { trouble }) }
}

const factsOf = ({ seed, shard }: Plan, id: string, started: Date) => ({
  id,
  suite,
  startedAt: started.toISOString(),
  durationMs: Date.now() - started.getTime(),
  seed,
  ...(shard && { shard: `${shard.number}/${shard.of}` }),
})
