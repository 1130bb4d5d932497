import type { ClaimRecord, Evidence, Receipt, RecordedHead, Step } from '#evidence'
import type { Scenario } from '#dsl'
import { usualTimeLimits } from '../evidence/bounds.ts'
import { HarnessFault, NeedUnmet, StepRefused } from '../evidence/faults.ts'
import { judge } from '../evidence/judge.ts'
import { createRecorder } from '../evidence/recorder.ts'
import type { Judgment } from '../evidence/verdict.ts'
import type { Needs, Shortfall, Staging, Target } from '../targets/target.ts'
import { playDisturbed, together, type DisturbedStory, type Plays } from './disturbed/disturbed-story.ts'
import type { Plan, PlannedPlay } from './plan/plan.ts'
import type { Disturbing } from './story/conduct.ts'
import { boundBy, endpointsOf } from './story/reached.ts'
import { canary, greets } from './report/sanity.ts'
import { openStoryTime, unlessAborted } from './story/story-time.ts'
import { openWorld, type WorldParts } from './story/world.ts'
import { describeError, faulty, inconclusive, judgedAs, unsupported } from './unplayed.ts'

/** What became of one play: a verdict, and the evidence unless it could not be played. */
export interface PlayResult extends Judgment {
  readonly scenario: Scenario
  readonly target: string
  readonly durationMs: number
  readonly evidence?: Evidence
  /** What became of it under disturbances. Absent where it was not played under any. */
  readonly disturbed?: DisturbedStory
}

/** How stories are played. */
export interface HowToPlay {
  /** Ends the story that is being played and all that would follow, for the reason of the abort. */
  readonly signal?: AbortSignal
  /** Ends a story that takes longer, in milliseconds of real time, where its other limits do not end it sooner. */
  readonly within?: number
  /** Milliseconds of real time; only used to measure how long things take. */
  readonly stopwatch?: () => number
}

export interface PlayOptions extends HowToPlay {
  /** Called with each result as it comes; the next play waits for it. */
  readonly onResult?: (result: PlayResult) => void | Promise<void>
}

/** A target that has been greeted and has refused the canary: ready to be played on. */
export interface Runner {
  play(play: PlannedPlay): Promise<PlayResult>
  /** Greets the target once more between two plays; if it cannot be greeted, says why. */
  answers(): Promise<string | undefined>
  /** Greets the target once more, unless play was ended; if it no longer answers as it did, says so. */
  close(): Promise<string | undefined>
}

/**
 * Opens a target for play. A sanity session comes first, and a canary that must be refused: when the target cannot
 * even be greeted every play is inconclusive, and when a claim known to be false holds every verdict is worthless.
 *
 * @throws HarnessFault when the canary is not caught
 */
export async function openRunner(plan: Plan, how: HowToPlay = {}): Promise<Runner> {
  const trouble = await readiness(plan, how)
  return {
    play: (play) =>
      trouble === undefined
        ? playInAllWays(plan, play, how)
        : Promise.resolve(inconclusive(plan, play, trouble)),
    answers: () => (trouble === undefined ? sanity(plan, how) : Promise.resolve(trouble)),
    close: async () => {
      const isOver = trouble !== undefined || how.signal?.aborted === true
      const afterwards = isOver ? undefined : await sanity(plan, how)
      await plan.target.close?.()
      return afterwards === undefined ? undefined : `after the last scenario ${afterwards}`
    },
  }
}

/** Why the target cannot be played on, if it cannot; what was started to find out is ended when the answer is a fault. */
async function readiness(plan: Plan, how: HowToPlay): Promise<string | undefined> {
  try {
    return (await sanity(plan, how)) ?? (await catchCanary(plan, how))
  } catch (error) {
    await plan.target.close?.()
    throw error
  }
}

/**
 * Plays a plan, one scenario after the other. It is the only runner, whatever hosts it.
 *
 * @throws HarnessFault when the canary is not caught, or the target no longer answers afterwards
 */
export async function playPlan(
  plan: Plan,
  { onResult, ...how }: PlayOptions = {},
): Promise<readonly PlayResult[]> {
  const runner = await openRunner(plan, how)
  const results: PlayResult[] = []
  for (const play of plan.plays) {
    if (how.signal?.aborted) break
    const result = await runner.play(play)
    results.push(result)
    await onResult?.(result)
  }
  const trouble = await runner.close()
  if (trouble !== undefined) throw new HarnessFault(trouble)
  return results
}

/** Plays one scenario, and then again under the disturbances of its plan. */
async function playInAllWays(plan: Plan, play: PlannedPlay, how: HowToPlay): Promise<PlayResult> {
  const plain = await playOne(plan, play, how)
  if (!plan.disturbedBy) return plain
  const stories: DisturbedStory[] = []
  const plays: Plays = (disturbed, within) => playOne(plan, disturbed, { ...how, within })
  for (const disturbances of plan.disturbedBy) {
    if (how.signal?.aborted) break
    stories.push(await playDisturbed(plan, play, { plain, disturbances, plays }))
  }
  return { ...plain, disturbed: together(stories) }
}

/** Plays one scenario of a plan on its target and judges it. Never throws: what goes wrong is in the result. */
export async function playOne(
  plan: Plan,
  { scenario, needs, shortfalls, disturbing }: PlannedPlay,
  { signal, within = Infinity, stopwatch = () => performance.now() }: HowToPlay = {},
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
  if (signal?.aborted)
    return finish(judgedAs('inconclusive', { kind: 'stopped', text: String(signal.reason) }))
  const coming = stagedFor(plan.target, needs, disturbing)
  let staged: Staging | readonly Shortfall[]
  try {
    staged = await unlessAborted(signal, coming)
  } catch (cause) {
    if (!(cause instanceof StepRefused))
      return finish(faulty(`the target could not be set up: ${describeError(cause)}`))
    void goesOnceItComes(coming)
    return finish(judgedAs('inconclusive', { kind: 'stopped', text: cause.message }))
  }
  if (!(Symbol.asyncDispose in staged)) return finish(unsupported(staged))
  await using staging = staged
  const { step, scenario: whole } = { ...usualTimeLimits, ...staging.deadlines }
  using time = openStoryTime(
    { step, scenario: Math.min(whole + (plan.target.patience ?? 0), within) },
    signal,
  )
  const told = await tell(plan, {
    scenario,
    sources: needs.sources,
    staging,
    time,
    ...(disturbing && { disturbing }),
  })
  return 'unmet' in told ? finish(unsupported([told.unmet])) : finish(judge(told), told)
}

/** A server at the policy of a play, even where it was started with another. */
async function stagedFor(
  target: Target,
  needs: Needs,
  { startsWith }: Partial<Disturbing> = {},
): ReturnType<Target['stage']> {
  if (!startsWith) return target.stage(needs)
  const staged = await target.stage({ ...needs, policy: startsWith(needs.policy) })
  if (!(Symbol.asyncDispose in staged)) return staged
  try {
    await staged.operator?.sets(needs.policy)
    return staged
  } catch (error) {
    await staged[Symbol.asyncDispose]()
    throw error
  }
}

/** A server that nobody waits for any more is ended once it is up. */
async function goesOnceItComes(coming: ReturnType<Target['stage']>): Promise<void> {
  const late = await coming.catch(() => [])
  if (Symbol.asyncDispose in late) await late[Symbol.asyncDispose]()
}

/** Plays the story itself and gathers what it leaves behind, or says which need was not met. */
async function tell(
  plan: Plan,
  given: Pick<WorldParts, 'scenario' | 'sources' | 'staging' | 'time' | 'disturbing'>,
): Promise<Evidence | { readonly unmet: Shortfall }> {
  const { scenario, sources, staging, time, disturbing } = given
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
      time,
      mustForm: plan.target.isReference ?? false,
      ...(disturbing && { disturbing }),
    })
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the head's types made the world
    await unlessAborted(time.signal, scenario.run(world as never))
  } catch (error) {
    if (error instanceof NeedUnmet) return { unmet: { need: error.need, why: error.message } }
    if (error instanceof StepRefused) stopped = recorder.hides(error.message)
    else fault = recorder.hides(describeError(error))
  }
  await staging.updates?.()
  const complaints = staging.complaints?.() ?? []
  if (complaints.length > 0) fault ??= recorder.hides(complaints.join('; '))
  const sessions = recorder.sessions()
  const hidden = (receipts: readonly Receipt[]): readonly Receipt[] =>
    receipts.map((receipt) => ({ ...receipt, message: recorder.hides(receipt.message) }))
  return {
    version: 1,
    scenario: scenario.id,
    ...(disturbing && { disturbedBy: disturbing.names }),
    head: headOf(scenario, sources),
    seed: plan.seed,
    target: plan.target.name,
    policyApplied: staging.policy,
    clockResolution: staging.clock?.resolution ?? 1,
    endpoints: endpointsOf(sessions, staging, plan.target),
    bound: boundBy(sources, staging, plan.target),
    // A story that was stopped half-way may still go on: what it does then does not belong here.
    steps: [...steps],
    sessions,
    sink: hidden(staging.sink?.receipts() ?? []),
    ...(staging.peers && {
      peers: Object.fromEntries(
        Object.entries(staging.peers).map(([role, peer]) => {
          const record = peer.record()
          return [role, { ...record, receipts: hidden(record.receipts) }]
        }),
      ),
    }),
    claims: [...claims],
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
  ...(Object.keys(scenario.peers).length > 0 && { peers: scenario.peers }),
  uses: scenario.uses,
})

/** Why the target cannot be greeted, if it cannot. */
async function sanity(plan: Plan, how: HowToPlay): Promise<string | undefined> {
  const result = await playOne(plan, greets(plan), how)
  return result.verdict === 'conforms' || result.verdict === 'unsupported'
    ? undefined
    : `the sanity session failed: ${result.reasons.map(({ text }) => text).join('; ')}`
}

/** Why nothing can be told of the target, if its connection went away over a command that does not exist. */
async function catchCanary(plan: Plan, how: HowToPlay): Promise<string | undefined> {
  const { verdict, reasons } = await playOne(plan, canary(plan), how)
  if (verdict === 'violates' || verdict === 'unsupported') return undefined
  if (verdict === 'inconclusive')
    return `the canary did not run: ${reasons.map(({ text }) => text).join('; ')}`
  throw new HarnessFault(
    `the canary was not caught: a command that does not exist must be refused, but the verdict was ${verdict}`,
  )
}
