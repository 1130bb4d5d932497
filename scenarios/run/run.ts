import { clauseTexts } from '../../reports/ledger.ts'
import type { Results } from '../../reports/results.ts'
import { openRun, type RunWriter, type WrittenReport } from '../../reports/write.ts'
import { readBook } from './plan/book.ts'
import { withExpectations, type Expectation } from './report/expected.ts'
import { NothingPlayed } from './plan/nothing-played.ts'
import { openRunner, type PlayResult, type Runner } from './play.ts'
import type { Plan, PlannedPlay } from './plan/plan.ts'
import { resultsOf, type RecordedPlay } from './report/results.ts'
import { suite } from './suite.ts'

export interface RunPlanOptions {
  /** The folder runs are written to. */
  readonly out: string
  readonly signal?: AbortSignal
  readonly onResult?: (result: PlayResult) => void
  /** Told as soon as the report is there. */
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

/** A run under way: plays are recorded as they come, and the report is written when it closes. */
export interface OpenRun {
  readonly play: (play: PlannedPlay) => Promise<PlayResult>
  readonly close: (complete: boolean) => Promise<FinishedRun>
  /** Ends without a report. */
  readonly discards: () => Promise<void>
}

/**
 * Plays a whole plan and writes its report; aborted, it leaves the story it is at, writes what there is and says it is
 * incomplete.
 *
 * @throws NothingPlayed when it was aborted before: then there is no report
 */
export async function runPlan(plan: Plan, options: RunPlanOptions): Promise<FinishedRun> {
  const run = await startRun(plan, options)
  if (options.signal?.aborted) {
    await run.discards()
    throw new NothingPlayed(String(options.signal.reason))
  }
  for (const play of plan.plays) {
    if (options.signal?.aborted) break
    const result = await run.play(play)
    options.onResult?.(result)
  }
  return run.close(options.signal?.aborted !== true)
}

/**
 * Starts a run.
 *
 * @throws ReportNotWritten before anything is played when the folder cannot be written to
 * @throws HarnessFault when the canary is not caught
 */
export async function startRun(
  plan: Plan,
  { out, saboteurs, signal, onReport, expected = [] }: RunPlanOptions,
): Promise<OpenRun> {
  const started = new Date()
  const id = started.toISOString().replace(/[:.]/g, '-').replace('Z', '')
  const book = await readBook()
  const writer: RunWriter = await openRun(out, { id })
  const runner: Runner = await openRunner(plan, signal ? { signal } : {})
  const plays: RecordedPlay[] = []
  return {
    play: async (play) => {
      const result = await runner.play(play)
      plays.push({ result, evidence: result.evidence ? await writer.record(result.evidence) : null })
      return result
    },
    discards: async () => {
      await writer.discards()
      await runner.close()
    },
    close: async (complete) => {
      // Who has called for an end waits for the report, and not for the target.
      const isStopped = signal?.aborted === true
      const trouble = isStopped ? undefined : await runner.close()
      const facts = {
        id,
        suite,
        startedAt: started.toISOString(),
        durationMs: Date.now() - started.getTime(),
        seed: plan.seed,
        ...(plan.shard && { shard: `${plan.shard.number}/${plan.shard.of}` }),
        complete,
      }
      const { results, stale } = withExpectations(
        resultsOf(facts, [plan.target], book, plays, saboteurs),
        plan.target.name,
        expected,
      )
      const report = await writer.close(results, clauseTexts)
      onReport?.(report)
      if (isStopped) await runner.close()
      return { results, stale, report, ...(trouble !== undefined && { trouble }) }
    },
  }
}
