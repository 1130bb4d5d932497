import type { Clock, Duration, Instant } from '../surroundings/clock.ts'

/** Failures of a source that cost nothing: people mistype, and more than one of them may stand behind an address. */
export const freeFailures = 20
/** A delay grows to this many times the first. */
const mostTimes = 32
const forgottenAfter: Duration = 15 * 60_000
/** More are not remembered: the ones quiet for longest go. */
const mostSources = 10_000

interface Failures {
  /** By account; those of no account together. */
  readonly byAccount: Map<string, number>
  lastAt: Instant
}

/**
 * The failed logins of each source, over all protocols and sessions, and how long its next login has to wait for them.
 * A login that works forgives the failures of its account, and no others: who has one account may not guess at the rest.
 */
export class FailedLogins {
  readonly #sources = new Map<string, Failures>()
  readonly #clock: Pick<Clock, 'now'>

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock
  }

  /** How long the next login of a source waits: nothing at first, then twice as long after each further failure. */
  delay(source: string, first: Duration): Duration {
    const failures = this.#of(source)
    if (!failures) return 0
    let count = 0
    for (const of of failures.byAccount.values()) count += of
    return count < freeFailures ? 0 : first * Math.min(mostTimes, 2 ** (count - freeFailures))
  }

  /** @param account the account tried, where there is such an account */
  failed(source: string, account = ''): void {
    const failures = this.#of(source) ?? { byAccount: new Map<string, number>(), lastAt: 0 }
    failures.byAccount.set(account, (failures.byAccount.get(account) ?? 0) + 1)
    failures.lastAt = this.#clock.now()
    // The map keeps its sources in the order of their last failure.
    this.#sources.delete(source)
    this.#sources.set(source, failures)
    this.#sweep()
  }

  worked(source: string, account: string): void {
    this.#sources.get(source)?.byAccount.delete(account)
  }

  #of(source: string): Failures | undefined {
    const failures = this.#sources.get(source)
    if (!failures) return undefined
    const now = this.#clock.now()
    // A clock that was set back must not keep a failure for longer.
    failures.lastAt = Math.min(failures.lastAt, now)
    if (now - failures.lastAt < forgottenAfter) return failures
    this.#sources.delete(source)
    return undefined
  }

  #sweep(): void {
    for (const source of this.#sources.keys()) {
      if (this.#sources.size > mostSources) this.#sources.delete(source)
      else if (this.#of(source)) return
    }
  }
}
