import { terminalSummary } from '../../reports/terminal.ts'
import { exitCodeOf } from '../evidence/verdict.ts'
import { readKillMatrix, saboteursByClause } from '../run/kill-matrix.ts'
import { planFor } from '../run/plan.ts'
import { runPlan } from '../run/run.ts'
import { exitCodes } from './exit.ts'
import { asJson, type Io } from './io.ts'
import { select, type Selection } from './list.ts'
import { targetNamed } from './targets.ts'

export interface RunOptions extends Selection {
  readonly target: string
  readonly seed: number
  readonly out: string
  readonly strict?: boolean
}

/**
 * `mailspec run`: plays scenarios on a target and writes the report as it goes. Ctrl-C ends after the scenario being
 * played and leaves a report marked incomplete.
 */
export async function run(options: RunOptions, io: Io): Promise<number> {
  const plan = planFor(await select(options), targetNamed(options.target), options.seed)
  const interrupt = new AbortController()
  const onInterrupt = (): void => interrupt.abort()
  process.once('SIGINT', onInterrupt)
  try {
    let played = 0
    const finished = await runPlan(plan, {
      out: options.out,
      signal: interrupt.signal,
      saboteurs: saboteursByClause(readKillMatrix()),
      onResult: ({ scenario, verdict }) => {
        played++
        if (!options.json)
          io.out(
            `${String(played).padStart(4)}/${plan.plays.length}  ${verdict.padEnd(12)}  ${scenario.id}\n`,
          )
      },
    })
    const { results, report } = finished
    if (options.json) io.out(asJson(results))
    else io.out(`\n${terminalSummary(results, { colour: io.terminal })}\nreport: ${report.index}\n`)
    if (interrupt.signal.aborted) return exitCodes.interrupted
    const verdicts = results.scenarios.flatMap((scenario) => scenario.results.map(({ verdict }) => verdict))
    return exitCodeOf(verdicts, { strict: options.strict ?? false })
  } finally {
    process.off('SIGINT', onInterrupt)
  }
}
