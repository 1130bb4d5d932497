import type { StagedClock, Target } from '../../targets/target.ts'

/** What the time of a target was spent on, in milliseconds of real time; the rest was spent in sessions. */
export interface Spent {
  /** How many servers were started: each has an address of its own. */
  readonly servers: number
  /** Bringing up servers that were not there yet, and ending those they replaced. */
  readonly startingMs: number
  /** Turning clocks, or waiting for them. */
  readonly clockMs: number
  /** How long each start took, in the order of the starts. */
  readonly starts: readonly number[]
}

/** A target whose time is measured. */
export interface MeasuredTarget {
  readonly target: Target
  readonly spent: () => Spent
}

/** Measures the time that starting servers and moving clocks take; the target behaves as before. */
export function measured(target: Target, stopwatch: () => number = () => performance.now()): MeasuredTarget {
  const places = new Set<string>()
  const starts: number[] = []
  let clockMs = 0
  const timed = (clock: StagedClock): StagedClock => ({
    resolution: clock.resolution,
    now: () => clock.now(),
    moveTo: async (instant) => {
      const begun = stopwatch()
      await clock.moveTo(instant)
      clockMs += stopwatch() - begun
    },
  })
  return {
    spent: () => ({
      servers: places.size,
      startingMs: starts.reduce((sum, each) => sum + each, 0),
      clockMs,
      starts,
    }),
    target: {
      ...target,
      get software() {
        return target.software
      },
      stage: async (needs) => {
        const begun = stopwatch()
        const staged = await target.stage(needs)
        if (!(Symbol.asyncDispose in staged)) return staged
        const { host, port } = staged.endpoint('mx') ?? { host: '', port: 0 }
        const known = places.size
        places.add(`${host}:${port}`)
        if (places.size > known) starts.push(stopwatch() - begun)
        const { clock } = staged
        if (!clock) return staged
        return {
          ...staged,
          get policy() {
            return staged.policy
          },
          clock: timed(clock),
        }
      },
    },
  }
}
