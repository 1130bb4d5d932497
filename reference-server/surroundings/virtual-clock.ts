import { Agenda } from './agenda.ts'
import type { Clock, Duration, Instant, Timer } from './clock.ts'

/** A clock that stands still until it is told to move. */
export interface VirtualClock extends Clock {
  /** Moves on by `by` milliseconds, timer by timer; settles when the server has come to rest again. */
  advance(by: Duration): Promise<void>
  /** Moves on to an instant; one that is not in the future fires what is due and moves nothing. */
  advanceTo(instant: Instant): Promise<void>
  /** Settles when no registered work is under way, work begun in the meantime included. */
  idle(): Promise<void>
}

/** Where the time of scenarios begins. */
export const virtualEpoch: Instant = Date.UTC(2026, 0, 1)

/**
 * Makes a frozen clock. Timers that are due at the same instant fire in the order they were set; a timer set by a
 * timer fires in its turn; and nothing fires before the work of the one before it has ended.
 *
 * @param startsAt the time it shows until it is moved
 */
export function createVirtualClock(startsAt: Instant = virtualEpoch): VirtualClock {
  let now = startsAt
  const alarms = new Agenda<() => void | Promise<void>>()
  const work = new Set<Promise<unknown>>()
  /** How much of the work waits for the clock itself. */
  let pausing = 0
  const waiting: (() => void)[] = []
  const wake = (): void => {
    for (const resume of waiting.splice(0)) resume()
  }

  const working = <T>(promise: Promise<T>): Promise<T> => {
    const ended = () => {
      work.delete(promise)
      wake()
    }
    work.add(promise)
    promise.then(ended, ended)
    return promise
  }

  /** Settles when work has ended, or has begun to wait. */
  const changed = (): Promise<void> => new Promise((resume) => void waiting.push(resume))

  const pause = (length: Duration): Promise<void> => {
    pausing += 1
    wake()
    return new Promise((resume) => {
      alarms.add(now + length, () => {
        pausing -= 1
        resume()
      })
    })
  }

  const idle = async (): Promise<void> => {
    do {
      while (work.size > pausing) await changed()
      // What has just ended may have written to a socket: let the other end begin its work.
      await new Promise<void>((resume) => setImmediate(resume))
    } while (work.size > pausing)
  }

  const moveTo = async (instant: Instant): Promise<void> => {
    await idle()
    for (let alarm = alarms.first; alarm && alarm.due <= instant; alarm = alarms.first) {
      alarms.take()
      now = Math.max(now, alarm.due)
      await alarm.item()
      await idle()
    }
    now = Math.max(now, instant)
  }

  // One move after the other: two at once would fire timers into each other's work.
  let moves: Promise<void> = Promise.resolve()
  const move = (instant: () => Instant): Promise<void> => {
    const moved = moves.then(() => moveTo(instant()))
    moves = moved.catch(() => {})
    return moved
  }

  return {
    now: () => now,
    timer: (after, fire): Timer => ({ cancel: alarms.add(now + Math.max(0, after), fire) }),
    working,
    pause,
    idle,
    advance: (by) => move(() => now + by),
    advanceTo: (instant) => move(() => instant),
  }
}
