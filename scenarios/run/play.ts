import type { ClaimRecord, Evidence, RecordedHead, Step } from '#evidence'
import type { Scenario } from '#dsl'
import { HarnessFault, NeedUnmet, StepRefused } from '../evidence/faults.ts'
import { judge } from '../evidence/judge.ts'
import { createRecorder } from '../evidence/recorder.ts'
import type { Judgment } from '../evidence/verdict.ts'
import type { Shortfall, Staging } from '../targets/target.ts'
import type { Plan, PlannedPlay } from './plan.ts'
import { boundBy, endpointsOf } from './reached.ts'
import { canary, greets } from './sanity.ts'
import { openWorld } from './world.ts'

/** What became of one play: a verdict, and the evidence unless it could not be played. */
export interface PlayResult extends Judgment {
  readonly scenario: Scenario
  readonly target: string
  readonly durationMs: number
  readonly evidence?: Evidence
}

export interface PlayOptions {
  /** Stops before the next scenario. */
  readonly signal?: AbortSignal
  /** Told of each result as it comes; the next play waits for it. */
  readonly onResult?: (result: PlayResult) => void | Promise<void>
  /** Milliseconds of real time, for durations only. */
  readonly stopwatch?: () => number
}

/** A target that has been greeted and has refused the canary: ready to be played on. */
export interface Runner {
  play(play: PlannedPlay): Promise<PlayResult>
  /** Greets the target once more between two plays, and says why it cannot be greeted, if so. */
  answers(): Promise<string | undefined>
  /** Greets the target once more, and says so when it no longer answers as it did. */
  close(): Promise<string | undefined>
}

/**
 * Opens a target for play. A sanity session comes first, and a canary that must be refused: when the target cannot
 * even be greeted every play is inconclusive, and when a claim known to be false holds every verdict is worthless.
 *
 * @throws HarnessFault when the canary is not caught
 */
export async function openRunner(plan: Plan, stopwatch?: () => number): Promise<Runner> {
  const trouble = await readiness(plan)
  return {
    play: (play) =>
      trouble === undefined
        ? playOne(plan, play, stopwatch)
        : Promise.resolve(inconclusive(plan, play, trouble)),
    answers: () => (trouble === undefined ? sanity(plan) : Promise.resolve(trouble)),
    close: async () => {
      const afterwards = trouble === undefined ? await sanity(plan) : undefined
      await plan.target.close?.()
      return afterwards === undefined ? undefined : `after the last scenario ${afterwards}`
    },
  }
}

/** Why the target cannot be played on, if so; what was started for the question is ended when the answer is a fault. */
async function readiness(plan: Plan): Promise<string | undefined> {
  try {
    return (await sanity(plan)) ?? (await catchCanary(plan))
  } catch (error) {
    await plan.target.close?.()
    throw error
  }
}

/**
 * Plays a plan, one scenario after the other: the one runner, whoever hosts it.
 *
 * @throws HarnessFault when the canary is not caught, or the target no longer answers afterwards
 */
export async function playPlan(
  plan: Plan,
  { signal, onResult, stopwatch }: PlayOptions = {},
): Promise<readonly PlayResult[]> {
  const runner = await openRunner(plan, stopwatch)
  const results: PlayResult[] = []
  for (const play of plan.plays) {
    if (signal?.aborted) {
      await plan.target.close?.()
      return results
    }
    const result = await runner.play(play)
    results.push(result)
    await onResult?.(result)
  }
  const trouble = await runner.close()
  if (trouble !== undefined) throw new HarnessFault(trouble)
  return results
}

/** Plays one scenario of a plan on its target and judges it. Never throws: what goes wrong is in the result. */
export async function playOne(
  plan: Plan,
  { scenario, needs, shortfalls }: PlannedPlay,
  stopwatch: () => number = () => performance.now(),
): Promise<PlayResult> {
  const started = stopwatch()
  const target = plan.target.name
  const finish = (judgment: Judgment, evidence?: Evidence): PlayResult => ({
    scenario,
    target,
    durationMs: Math.round((stopwatch() - started) * 10) / 10,
    ...judgment,
    ...(evidence && { evidence }),
  })
  if (shortfalls.length > 0) return finish(unsupported(shortfalls))
  let staged: Staging | readonly Shortfall[]
  try {
    staged = await plan.target.stage(needs)
  } catch (cause) {
    return finish(faulty(`the target could not be staged: ${describeError(cause)}`))
  }
  if (!(Symbol.asyncDispose in staged)) return finish(unsupported(staged))
  await using staging = staged
  const told = await tell(plan, scenario, needs.sources, staging)
  return 'unmet' in told ? finish(unsupported([told.unmet])) : finish(judge(told), told)
}

/** Plays the story itself and gathers what it leaves behind, or says what it could not have. */
async function tell(
  plan: Plan,
  scenario: Scenario,
  sources: Readonly<Record<string, string>>,
  staging: Staging,
): Promise<Evidence | { readonly unmet: Shortfall }> {
  const recorder = createRecorder(() => staging.now())
  const steps: Step[] = []
  const claims: ClaimRecord[] = []
  let stopped: string | undefined
  let fault: string | undefined
  try {
    const world = openWorld({
      scenario,
      sources,
      staging,
      recorder,
      steps,
      claims,
      mustForm: isReference(plan),
    })
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the head's types made the world
    await scenario.run(world as never)
  } catch (error) {
    if (error instanceof NeedUnmet) return { unmet: { need: error.need, why: error.message } }
    if (error instanceof StepRefused) stopped = error.message
    else fault = describeError(error)
  }
  await staging.updates?.()
  const complaints = staging.complaints?.() ?? []
  if (complaints.length > 0) fault ??= complaints.join('; ')
  const sessions = recorder.sessions()
  return {
    version: 1,
    scenario: scenario.id,
    head: headOf(scenario, sources),
    seed: plan.seed,
    target: plan.target.name,
    policyApplied: staging.policy,
    clockResolution: staging.clock?.resolution ?? 1,
    endpoints: endpointsOf(sessions, staging, plan.target.clock),
    bound: boundBy(sources, staging, plan.target.clock),
    steps,
    sessions,
    sink: staging.sink?.receipts() ?? [],
    claims,
    ...(stopped !== undefined && { stopped: { why: stopped } }),
    ...(fault !== undefined && { fault: { why: fault } }),
  }
}

const headOf = (scenario: Scenario, sources: Readonly<Record<string, string>>): RecordedHead => ({
  title: scenario.title,
  clauses: scenario.clauses,
  profile: scenario.profile,
  policy: scenario.policy,
  accounts: scenario.accounts,
  clients: sources,
  uses: scenario.uses,
})

/** Words are a MUST only where the reply texts are our own. */
const isReference = ({ target }: Plan): boolean => target.clock === 'virtual'

/** Why the target cannot be greeted, if so. */
async function sanity(plan: Plan): Promise<string | undefined> {
  const result = await playOne(plan, greets(plan))
  return result.verdict === 'conforms' || result.verdict === 'unsupported'
    ? undefined
    : `the sanity session failed: ${result.reasons.map(({ text }) => text).join('; ')}`
}

/** Why nothing can be told of the target, if its connection went away over a command that does not exist. */
async function catchCanary(plan: Plan): Promise<string | undefined> {
  const { verdict, reasons } = await playOne(plan, canary(plan))
  if (verdict === 'violates' || verdict === 'unsupported') return undefined
  if (verdict === 'inconclusive')
    return `the canary came to nothing: ${reasons.map(({ text }) => text).join('; ')}`
  throw new HarnessFault(
    `the canary was not caught: a command that does not exist should be refused, and the verdict was ${verdict}`,
  )
}

/** What is said of a play whose target does not answer. */
export const inconclusive = (plan: Plan, { scenario }: PlannedPlay, text: string): PlayResult =>
  unplayed(plan, scenario, 'inconclusive', { kind: 'stopped', text })

/** What is said of a play whose target cannot be judged by us; what it lacks is said all the same. */
export const unplayable = (plan: Plan, { scenario, shortfalls }: PlannedPlay, text: string): PlayResult =>
  shortfalls.length > 0
    ? { scenario, target: plan.target.name, durationMs: 0, ...unsupported(shortfalls) }
    : unplayed(plan, scenario, 'faulty', { kind: 'fault', text })

const unplayed = (
  plan: Plan,
  scenario: Scenario,
  verdict: Judgment['verdict'],
  reason: Judgment['reasons'][number],
): PlayResult => ({
  scenario,
  target: plan.target.name,
  durationMs: 0,
  verdict,
  decision: null,
  form: null,
  reasons: [reason],
})

const unsupported = (shortfalls: readonly Shortfall[]): Judgment => ({
  verdict: 'unsupported',
  decision: null,
  form: null,
  reasons: shortfalls.map(({ need, why }) => ({ kind: 'shortfall', need, text: why })),
})

const faulty = (text: string): Judgment => ({
  verdict: 'faulty',
  decision: null,
  form: null,
  reasons: [{ kind: 'fault', text }],
})

const describeError = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause === undefined ? '' : `: ${describeError(error.cause)}`
  return `${error.name === 'Error' || error.name === 'HarnessFault' ? '' : `${error.name}: `}${error.message}${cause}`
}
