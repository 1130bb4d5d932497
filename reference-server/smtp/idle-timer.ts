import type { Clock, Timer } from '../surroundings/clock.ts'

// RFC 5321 §4.5.3.2.5, §4.5.3.2.7.

/** How long a server waits for the next command, or for the next octets of a message: at least five minutes. */
const idleLimit = 5 * 60_000

/**
 * How long a message may keep arriving, from 354 to its lone dot. The largest message needs 19 kB a second; a
 * slower client, or one that sends an octet now and then, would occupy its share of memory for ever.
 */
const messageLimit = 60 * 60_000

/** What a peer may do for too long: say nothing, or send one message. */
export type Delay = 'idleTooLong' | 'messageTooSlow'

/**
 * Reports when a peer takes too long. Noting what it does is cheap: one timer looks back when it fires, and is set anew
 * for whichever limit comes first.
 */
export class IdleTimer {
  readonly #clock: Clock
  readonly #onDelay: (delay: Delay) => void
  #heardAt: number
  #messageDue = Infinity
  #timer: Timer

  constructor(clock: Clock, onDelay: (delay: Delay) => void) {
    this.#clock = clock
    this.#onDelay = onDelay
    this.#heardAt = clock.now()
    this.#timer = clock.timer(idleLimit, () => this.#look())
  }

  /** Notes that the peer sent something. */
  touch(): void {
    this.#heardAt = this.#clock.now()
  }

  /** Notes that a message begins to arrive. */
  messageBegins(): void {
    this.#messageDue = this.#clock.now() + messageLimit
  }

  /** Notes that the message has arrived. */
  messageEnds(): void {
    this.#messageDue = Infinity
  }

  cancel(): void {
    this.#timer.cancel()
  }

  #look(): void {
    const now = this.#clock.now()
    const left = Math.min(this.#heardAt + idleLimit, this.#messageDue) - now
    if (left > 0) this.#timer = this.#clock.timer(left, () => this.#look())
    else this.#onDelay(now < this.#messageDue ? 'idleTooLong' : 'messageTooSlow')
  }
}
