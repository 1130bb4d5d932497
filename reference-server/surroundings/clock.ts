/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number

/** A length of time in milliseconds. */
export type Duration = number

export interface Timer {
  cancel(): void
}

/** The only source of time for the server: rules, limits, queue and idle timers all ask it. */
export interface Clock {
  now(): Instant
  /** Calls `fire` once, `after` milliseconds from now, unless cancelled. */
  timer(after: Duration, fire: () => void | Promise<void>): Timer
  /** Registers work that must end before a virtual clock may move on; hands the promise back. */
  working<T>(work: Promise<T>): Promise<T>
  /** Waits within registered work, which keeps a virtual clock from nothing in the meantime. */
  pause(length: Duration): Promise<void>
}
