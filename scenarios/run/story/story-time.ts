import type { TimeLimits } from '../../evidence/bounds.ts'
import { StepRefused } from '../../evidence/faults.ts'

/**
 * The time that one story has. Once it is over, at the latest when it is disposed of, the story is stopped where it is
 * and all its connections are closed.
 */
export interface StoryTime extends Disposable {
  /** Aborted when time is over, with the reason. */
  readonly signal: AbortSignal
  /** Does one step; if it takes too long, the time is over. */
  step<T>(name: string, does: () => Promise<T>): Promise<T>
}

/** @param outer a signal that also ends the story, for its own reason */
export function openStoryTime(limits: Omit<TimeLimits, 'run'>, outer?: AbortSignal): StoryTime {
  const own = new AbortController()
  const timers = new Set<NodeJS.Timeout>()
  const ends = (what: string, within: number): NodeJS.Timeout => {
    const timer = timeout(() => own.abort(`${what} was not over within ${within / 1000} s`), within)
    timers.add(timer)
    return timer
  }
  ends('the story', limits.scenario)
  return {
    signal: outer ? AbortSignal.any([own.signal, outer]) : own.signal,
    step: async (name, does) => {
      const timer = ends(name, limits.step)
      try {
        return await does()
      } finally {
        clearTimeout(timer)
        timers.delete(timer)
      }
    },
    [Symbol.dispose]: () => {
      timers.forEach((timer) => clearTimeout(timer))
      own.abort('the story is over')
    },
  }
}

/**
 * Settles as the given promise does, unless the signal comes first.
 *
 * @throws StepRefused with the reason of the signal
 */
export const unlessAborted = <T>(signal: AbortSignal | undefined, awaited: Promise<T>): Promise<T> =>
  signal === undefined
    ? awaited
    : new Promise((resolve, reject) => {
        const stops = (): void => reject(new StepRefused(String(signal.reason)))
        signal.addEventListener('abort', stops, { once: true })
        awaited.then(resolve, reject).finally(() => signal.removeEventListener('abort', stops))
        if (signal.aborted) stops()
      })

/** The longest that a timer of Node can wait: 24 days. */
const longest = 2 ** 31 - 1

/** A timer that a long time does not make fire at once. */
export const timeout = (does: () => void, within: number): NodeJS.Timeout =>
  setTimeout(does, Math.min(within, longest))
