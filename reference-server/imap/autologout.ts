import type { Clock, Duration, Timer } from '../surroundings/clock.ts'

/** How long a session may ask nothing, IDLE included: thirty minutes at least, says RFC 3501 §5.4. */
const autologoutAfter: Duration = 30 * 60_000

/** The inactivity timer of one session. */
export interface Autologout {
  /** Begins the time anew, unless stopped. */
  restart(): void
  /** For good. */
  stop(): void
}

/** Builds a timer that does not run yet. */
export function createAutologout(clock: Clock, fire: () => void): Autologout {
  let timer: Timer | undefined
  let isStopped = false
  return {
    restart: () => {
      if (isStopped) return
      timer?.cancel()
      timer = clock.timer(autologoutAfter, fire)
    },
    stop: () => {
      isStopped = true
      timer?.cancel()
    },
  }
}
