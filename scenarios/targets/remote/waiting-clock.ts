import { NeedUnmet } from '../../evidence/faults.ts'
import type { StagedClock } from '../target.ts'

/** How finely a clock that nobody turns can be told from ours: seconds may pass on the way. */
const resolution = 1000

/** Time, and how to let it pass. */
export interface PassingTime {
  now(): number
  wait(span: number): Promise<void>
}

/** The time of this machine. */
export const realTime: PassingTime = {
  now: () => Date.now(),
  wait: (span) => new Promise((resolve) => setTimeout(resolve, span)),
}

/**
 * A clock that is moved by waiting.
 *
 * @param patience milliseconds that may be waited for, in all
 * @throws NeedUnmet from `moveTo`, before it waits, when that would be longer
 */
export function createWaitingClock(patience: number, time: PassingTime = realTime): StagedClock {
  let left = patience
  return {
    resolution,
    now: () => time.now(),
    moveTo: async (instant) => {
      const wait = instant - time.now()
      if (wait <= 0) return
      if (wait > left) {
        const text = `it would take ${Math.ceil(wait / 1000)} s of waiting, and --patience leaves ${Math.floor(left / 1000)} s`
        throw new NeedUnmet('clock', text)
      }
      left -= wait
      await time.wait(wait)
    },
  }
}
