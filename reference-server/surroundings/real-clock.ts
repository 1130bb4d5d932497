import type { Clock } from './clock.ts'

/** The longest wait Node's timers know; a longer one is cut in pieces. */
const longestWait = 2 ** 31 - 1

/** The time of the machine. Its timers keep no process alive. */
export const realClock: Clock = {
  now: () => Date.now(),
  timer: (after, fire) => {
    let left = after
    let waiting: NodeJS.Timeout
    const wait = (): void => {
      const piece = Math.min(left, longestWait)
      left -= piece
      waiting = setTimeout(() => (left > 0 ? wait() : void fire()), piece)
      waiting.unref()
    }
    wait()
    return { cancel: () => clearTimeout(waiting) }
  },
  working: (work) => work,
  pause: (length) => new Promise((resume) => realClock.timer(length, resume)),
}
