import type { Impact } from '#clauses'
import type { Results } from '../../reports/results.ts'
import { terminalSummary } from '../../reports/terminal.ts'
import { exitCodeOfResults } from '../run/report/expected.ts'
import { tellGitHub } from '../run/report/github.ts'
import { readKillMatrices, saboteursByClause } from '../run/report/kill-matrix.ts'
import { inRestartOrder } from '../run/plan/order.ts'
import { playedWithin, waitingInWords } from '../run/plan/impact.ts'
import { planFor, shardOf, type Shard } from '../run/plan/plan.ts'
import { runPlan } from '../run/run.ts'
import { mayPlay } from './consent.ts'
import { disturbedBy, type Disturbed } from './disturbances.ts'
import { exitCodes } from './exit.ts'
import { shortPath } from './paths.ts'
import { listensForCtrlC } from './interrupt.ts'
import { asJson, type Io } from './io.ts'
import { select, type Selection } from './list.ts'
import { createProgress } from './progress.ts'
import { chooseTarget } from './targets.ts'
import { limitsTime } from './time-limit.ts'

export interface RunOptions extends Selection {
  readonly target: string
  readonly seed: number
  readonly out: string
  readonly strict?: boolean
  /** The most that scenarios may do to the server. */
  readonly impact?: Impact
  /** Milliseconds that may be waited for where a clock cannot be turned. */
  readonly patience?: number
  /** Milliseconds between sessions. */
  readonly pace?: number
  /** Milliseconds the whole run may take. */
  readonly timeLimit?: number
  /** Goes ahead against hosts that are not loopback. */
  readonly yes?: boolean
  /** Plays each scenario again under disturbances. */
  readonly disturbed?: Disturbed
  /** Plays one part of the plan only. */
  readonly shard?: Shard
  /** A run in which nothing was played is in order. */
  readonly allowEmpty?: boolean
}

/**
 * `mailspec run`: plays scenarios on a target and writes the report as it goes. Ctrl-C and the time limit end the
 * scenario being played and leave a report marked incomplete.
 */
export async function run(options: RunOptions, io: Io): Promise<number> {
  using interrupt = listensForCtrlC(io)
  const chosen = chooseTarget(options.target, options)
  const { allowed, waiting } = playedWithin(await select(options), options.impact ?? chosen.impact)
  const disturbed = await disturbedBy(options.disturbed)
  const whole = { ...planFor(allowed, chosen.target, options.seed), ...disturbed }
  const part = options.shard ? shardOf(whole, options.shard) : whole
  // If a server is started for each policy, scenarios are ordered so that it starts rarely; otherwise the order of the
  // book is kept.
  const plan = part.target.clock === 'turned' ? { ...part, plays: inRestartOrder(part.plays) } : part
  mayPlay(plan, chosen, options, io)
  using limit = limitsTime([plan], options.timeLimit)
  const progress = options.json ? undefined : createProgress(io, plan.plays.length)
  const finished = await runPlan(plan, {
    out: options.out,
    signal: AbortSignal.any([interrupt.signal, limit.signal]),
    expected: chosen.expected,
    saboteurs: saboteursByClause(readKillMatrices()),
    onReport: ({ index }) => interrupt.reports(index),
    onResult: ({ scenario, verdict }) => progress?.told(scenario.id, verdict),
  })
  progress?.ended()
  const { results, report, stale, trouble } = finished
  if (options.json) io.out(asJson(results))
  else {
    const folder = shortPath(report.folder)
    io.styled(`\n${terminalSummary(results, { colour: io.terminal, folder })}`)
    io.out(`\nreport: ${report.index}\n`)
  }
  if (waiting.length > 0) io.err(`${waitingInWords(waiting)}\n`)
  tellGitHub(results, io.env ?? {}, io.err)
  if (interrupt.signal.aborted) return exitCodes.interrupted
  if (limit.signal.aborted) io.err(`mailspec: ${String(limit.signal.reason)}\n`)
  for (const line of stale) io.err(`stale declaration: ${line}\n`)
  const code = exitCodeOfResults(results, stale, { strict: options.strict ?? false })
  if (trouble !== undefined) io.err(`${trouble}\n`)
  // A part of a plan may be empty.
  const mayBeEmpty = options.allowEmpty === true || options.shard !== undefined
  const isEmpty = !mayBeEmpty && wasNothingPlayed(results)
  if (isEmpty)
    io.err('mailspec: nothing was played, so nothing is shown; --allow-empty if that is in order\n')
  if (trouble === undefined && results.run.complete && !isEmpty) return code
  return code === exitCodes.ok ? exitCodes.inconclusive : code
}

const wasNothingPlayed = ({ scenarios }: Results): boolean =>
  scenarios.every(({ results }) => results.every(({ verdict }) => verdict === 'unsupported'))
