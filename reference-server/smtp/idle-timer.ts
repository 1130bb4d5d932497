import type { Clock, Timer } from '../surroundings/clock.ts'

/** RFC 5321 §4.5.3.2.7: a server waits at least five minutes for the next command. */
const idleLimit = 5 * 60_000

/** Tells when a peer has been silent for too long. A touch costs nothing: the timer looks back when it fires. */
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

  /** Notes that something was heard. */
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
