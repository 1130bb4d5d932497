import { least, type Impact } from '#clauses'
import { agreementSentence } from '../../reports/model/agreement.ts'
import { terminalSummary } from '../../reports/terminal.ts'
import { durationInWords, isExpected } from '../../reports/words.ts'
import { compareTargets, type Compared } from '../run/compare.ts'
import { exitCodeOfResults } from '../run/report/expected.ts'
import { tellGitHub } from '../run/report/github.ts'
import { readKillMatrices, saboteursByClause } from '../run/report/kill-matrix.ts'
import { inRestartOrder, isPlayable, serversNeeded } from '../run/plan/order.ts'
import { playedWithin, waitingInWords } from '../run/plan/impact.ts'
import { planFor } from '../run/plan/plan.ts'
import type { PlayedTarget } from '../run/play-target.ts'
import type { Results } from '../../reports/results.ts'
import type { Scenario } from '#dsl'
import { mayPlay } from './consent.ts'
import { disturbedBy, type Disturbed } from './disturbances.ts'
import { exitCodes, UsageError } from './exit.ts'
import { listensForCtrlC } from './interrupt.ts'
import { asJson, type Io } from './io.ts'
import { select, type Selection } from './list.ts'
import { shortPath } from './paths.ts'
import { createProgress } from './progress.ts'
import { builtInTargets, chooseTarget } from './targets.ts'
import { limitsTime } from './time-limit.ts'

export interface CompareOptions extends Selection {
  /** Names and files; absent means every built-in target. */
  readonly targets?: readonly string[]
  /** Plays each scenario again under disturbances. */
  readonly disturbed?: Disturbed
  /** How many targets are played on at once. */
  readonly jobs: number
  readonly seed: number
  readonly out: string
  readonly strict?: boolean
  /** The most that scenarios may do to a server. */
  readonly impact?: Impact
  readonly patience?: number
  readonly pace?: number
  /** Milliseconds the whole comparison may take. */
  readonly timeLimit?: number
  /** Goes ahead against hosts that are not loopback. */
  readonly yes?: boolean
}

/**
 * `mailspec compare`: plays the same scenarios on several targets and writes one report. A target that cannot be run
 * here is named with the reason and is unsupported in the report; Ctrl-C and the time limit end the scenarios being
 * played.
 */
export async function compare(options: CompareOptions, io: Io): Promise<number> {
  using interrupt = listensForCtrlC(io)
  const disturbed = await disturbedBy(options.disturbed)
  const compared = chosenTargets(options, await select(options), io).map((each): Compared => ({
    ...each,
    plan: { ...each.plan, ...disturbed },
  }))
  if (!options.json) for (const line of compared.map(planLine)) io.out(`${line}\n`)
  using limit = limitsTime(
    compared.map(({ plan }) => plan),
    options.timeLimit,
  )
  const total = compared.flatMap(({ plan }) => plan.plays.filter(isPlayable)).length
  const progress = options.json ? undefined : createProgress(io, total)
  const { results, stale, report, played } = await compareTargets(compared, {
    out: options.out,
    jobs: options.jobs,
    seed: options.seed,
    signal: AbortSignal.any([interrupt.signal, limit.signal]),
    saboteurs: saboteursByClause(readKillMatrices()),
    onReport: ({ index }) => interrupt.reports(index),
    onResult: ({ scenario, verdict, target }) => progress?.told(`${target}  ${scenario.id}`, verdict),
  })
  progress?.ended()
  if (options.json) io.out(asJson(results))
  else {
    const folder = shortPath(report.folder)
    io.styled(`\n${terminalSummary(results, { colour: io.terminal, folder })}`)
    for (const each of played) io.out(`${playedLine(each, results)}\n`)
    io.out(`${agreementSentence(results)}\nreport: ${report.index}\n`)
  }
  tellGitHub(results, io.env ?? {}, io.err)
  if (interrupt.signal.aborted) return exitCodes.interrupted
  if (limit.signal.aborted) io.err(`mailspec: ${String(limit.signal.reason)}\n`)
  for (const { name, trouble } of played) if (trouble !== undefined) io.err(`${name}: ${trouble}\n`)
  for (const line of stale) io.err(`stale declaration: ${line}\n`)
  const code = exitCodeOfResults(results, stale, { strict: options.strict ?? false })
  const isTroubled = !results.run.complete || played.some(({ trouble }) => trouble !== undefined)
  return code === exitCodes.ok && isTroubled ? exitCodes.inconclusive : code
}

/** The targets asked for, each with its plan in the order that spares restarts. @throws UsageError */
function chosenTargets(options: CompareOptions, scenarios: readonly Scenario[], io: Io): readonly Compared[] {
  const names = [...new Set(options.targets ?? builtInTargets().map(({ name }) => name))]
  const targets = names.map((name) => ({ name, chosen: chooseTarget(name, options) }))
  // They are compared by the same scenarios: what one may not be asked, none is.
  const limit = options.impact ?? least(targets.map(({ chosen }) => chosen.impact))
  const { allowed, waiting } = playedWithin(scenarios, limit)
  if (waiting.length > 0) io.err(`${waitingInWords(waiting)}\n`)
  const compared = targets.map(({ name, chosen }): Compared => {
    const plan = planFor(allowed, chosen.target, options.seed)
    mayPlay(plan, chosen, { ...options, target: name }, io)
    return { plan: { ...plan, plays: inRestartOrder(plan.plays) }, expected: chosen.expected }
  })
  const called = compared.map(({ plan }) => plan.target.name)
  const twice = called.find((name, index) => called.indexOf(name) !== index)
  if (twice !== undefined)
    throw new UsageError(`two targets are called ${twice}: change the name in one of the target files`)
  return compared
}

const ofDebian = 'a Debian container started with "docker run --privileged" has everything it needs'

/** What will be played on a target, or why nothing can be and what would help. */
export function planLine({ plan: { target, plays } }: Compared): string {
  const obstacles = target.obstacles?.() ?? []
  if (obstacles.length > 0) {
    const helps = obstacles.some(({ need }) => need === 'this machine') ? [ofDebian] : []
    return `${target.name}: cannot run here: ${[...obstacles.map(({ why }) => why), ...helps].join('; ')}`
  }
  const playable = plays.filter(isPlayable).length
  const servers = target.clock === 'turned' ? `, on ${serversNeeded(plays)} servers one after the other` : ''
  return `${target.name}: ${playable} of ${plays.length} scenarios${servers}`
}

/** How long a target took, for what, and how many of its verdicts were declared. */
export function playedLine(
  { name, durationMs, servers, startingMs, clockMs }: PlayedTarget,
  { scenarios }: Results,
): string {
  const declared = scenarios.flatMap(({ results }) =>
    results.filter((result) => result.target === name && isExpected(result)),
  ).length
  return [
    `${name}: ${inWords(durationMs)}`,
    `${servers} ${servers === 1 ? 'server' : 'servers'} started in ${inWords(startingMs)}`,
    ...(clockMs < 50 ? [] : [`clocks moved in ${inWords(clockMs)}`]),
    ...(declared === 0
      ? []
      : [`${declared} ${declared === 1 ? 'verdict' : 'verdicts'} as declared (not counted)`]),
  ].join(', ')
}

const inWords = (ms: number): string => durationInWords(Math.round(ms / 100) * 100)
