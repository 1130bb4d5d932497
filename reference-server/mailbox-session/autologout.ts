import type { Clock, Duration, Timer } from '../surroundings/clock.ts'

/** The inactivity timer of one session. */
export interface Autologout {
  /** Restarts the timer, unless stopped. */
  restart(): void
  /** For good. */
  stop(): void
}

/** Creates a timer that is not running yet. */
export function createAutologout(clock: Clock, after: Duration, fire: () => void): Autologout {
  let timer: Timer | undefined
  let isStopped = false
  return {
    restart: () => {
      if (isStopped) return
      timer?.cancel()
      timer = clock.timer(after, fire)
    },
    stop: () => {
      isStopped = true
      timer?.cancel()
    },
  }
}
