import type { Clock, Timer } from '../surroundings/clock.ts'

// RFC 5321 §4.5.3.2.5, §4.5.3.2.7.

/** How long a server waits for the next command, or for the next octets of a message: at least five minutes. */
const idleLimit = 5 * 60_000

/**
 * How long a message may keep arriving, from 354 to its lone dot. The largest message needs 19 kB a second; a
 * slower client, or one that sends an octet now and then, would occupy its share of memory for ever.
 */
export const messageLimit = 60 * 60_000

/** Reports when a peer has been silent for too long. Noting activity is cheap: the timer looks back when it fires. */
export class IdleTimer {
  readonly #clock: Clock
  readonly #onSilence: () => void
  #heardAt: number
  #timer: Timer

  constructor(clock: Clock, onSilence: () => void) {
    this.#clock = clock
    this.#onSilence = onSilence
    this.#heardAt = clock.now()
    this.#timer = clock.timer(idleLimit, () => this.#look())
  }

  /** Notes that the peer sent something. */
  touch(): void {
    this.#heardAt = this.#clock.now()
  }

  cancel(): void {
    this.#timer.cancel()
  }

  #look(): void {
    const left = this.#heardAt + idleLimit - this.#clock.now()
    if (left > 0) this.#timer = this.#clock.timer(left, () => this.#look())
    else this.#onSilence()
  }
}
