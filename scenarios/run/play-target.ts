import { endOfLog } from './report/last-log.ts'
import { measured, type Spent } from './report/measured-target.ts'
import { openRunner, type PlayResult, type Runner } from './play.ts'
import { inconclusive, unplayable } from './unplayed.ts'
import type { Plan, PlannedPlay } from './plan/plan.ts'

/** What became of a target in a comparison. */
export interface PlayedTarget extends Spent {
  readonly name: string
  readonly durationMs: number
  /** What went wrong with it, if it stopped answering. */
  readonly trouble?: string
}

interface PlayOnOptions {
  readonly signal?: AbortSignal
  /** Given the closing of the target, where play was ended and nobody waits for it. */
  readonly onLeft?: (closing: Promise<unknown>) => void
  readonly onResult: (result: PlayResult, play: PlannedPlay) => Promise<void>
}

/**
 * Plays a plan to its end, whatever happens to its target: once the target no longer answers, what is left is
 * inconclusive and says what the target logged last. Never throws because of the target.
 */
export async function playOnOne(
  given: Plan,
  { signal, onResult, onLeft }: PlayOnOptions,
): Promise<PlayedTarget> {
  const started = new Date()
  const { target, spent } = measured(given.target)
  const plan = { ...given, target }
  const ended = (trouble?: string): PlayedTarget => ({
    name: target.name,
    durationMs: Date.now() - started.getTime(),
    ...spent(),
    ...(trouble !== undefined && { trouble }),
  })
  let runner: Runner
  try {
    runner = await openRunner(plan, signal ? { signal } : {})
  } catch (error) {
    const trouble = messageOf(error)
    for (const play of plan.plays) await onResult(unplayable(plan, play, trouble), play)
    return ended(trouble)
  }
  let trouble: string | undefined
  let inARow = 0
  for (const play of plan.plays) {
    if (signal?.aborted) break
    const result = trouble === undefined ? await runner.play(play) : inconclusive(plan, play, trouble)
    await onResult(result, play)
    inARow = result.verdict === 'inconclusive' || result.verdict === 'faulty' ? inARow + 1 : 0
    // One may be the story's own fault. Asking takes a session, and on some targets a server of its own.
    if (inARow === 2 && trouble === undefined && !signal?.aborted) {
      const silent = await runner.answers()
      if (silent !== undefined)
        trouble = [`it no longer answers: ${silent}`, endOfLog(target.name, started)]
          .filter(Boolean)
          .join('; ')
    }
  }
  if (signal?.aborted && onLeft) {
    onLeft(runner.close())
    return ended(trouble)
  }
  try {
    const afterwards = await runner.close()
    return ended(trouble ?? afterwards)
  } catch (error) {
    return ended(trouble ?? messageOf(error))
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
