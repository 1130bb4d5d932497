/** How the connection ended: because the server ended it, or by a failure that nobody decided on. */
export interface Ending {
  readonly by: 'server' | 'error'
  readonly why?: string
}

/** The next thing a peer said; a `line` without line end is all that came before the connection was lost. */
export type Heard = { readonly line: string } | { readonly ending: Ending } | 'late'

/** How many octets may wait unread before the peer is held back. */
const mostWaiting = 1_048_576

/**
 * Cuts what arrives into lines at LF, whatever the packets. Lines are handed out one at a time, so that what a peer
 * said counts as heard only when someone listens. A CR without LF ends no line.
 */
export class LineQueue {
  #lines: string[] = []
  #head = 0
  #waiting = 0
  #partial: string[] = []
  #partialOctets = 0
  #ending: Ending | undefined
  #wake: (() => void) | undefined
  readonly #longestLine: number

  /** @param longestLine how many octets a line may have; a longer one ends the connection */
  constructor(longestLine: number) {
    this.#longestLine = longestLine
  }

  /** True while too much waits unread, so that the peer should be held back. */
  get full(): boolean {
    return this.#head < this.#lines.length && this.#waiting > mostWaiting
  }

  /** True when nothing has come that was not read. */
  get empty(): boolean {
    return this.#head === this.#lines.length && this.#partial.length === 0
  }

  /** Takes in a packet, latin1; after the end it takes nothing. */
  feeds(octets: string): void {
    if (this.#ending) return
    this.#waiting += octets.length
    let start = 0
    for (let end = octets.indexOf('\n'); end !== -1; end = octets.indexOf('\n', start)) {
      this.#lines.push(this.#takePartial() + octets.slice(start, end + 1))
      start = end + 1
    }
    if (start < octets.length) {
      this.#partial.push(octets.slice(start))
      this.#partialOctets += octets.length - start
    }
    if (this.#partialOctets > this.#longestLine) {
      this.ends({ by: 'error', why: `sent a line longer than ${this.#longestLine} octets` })
    }
    this.#wakes()
  }

  /** Takes in the end of the connection; only the first counts. */
  ends(ending: Ending): void {
    this.#ending ??= ending
    this.#wakes()
  }

  /** The next line or the end, if it is there already. */
  take(): Exclude<Heard, 'late'> | undefined {
    const line = this.#lines[this.#head]
    if (line !== undefined) {
      this.#head += 1
      this.#waiting -= line.length
      if (this.#head === this.#lines.length) {
        this.#lines = []
        this.#head = 0
      }
      return { line }
    }
    if (this.#ending === undefined) return undefined
    return this.#partial.length > 0 ? { line: this.#takePartial() } : { ending: this.#ending }
  }

  /** The next line or the end, waiting for it `within` milliseconds. */
  async next(within: number): Promise<Heard> {
    const there = this.take()
    if (there !== undefined) return there
    const inTime = await new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => resolve(false), within)
      this.#wake = () => {
        if (this.#ending === undefined && this.#head === this.#lines.length) return
        clearTimeout(timer)
        resolve(true)
      }
    })
    this.#wake = undefined
    return (inTime ? this.take() : undefined) ?? 'late'
  }

  #takePartial(): string {
    const partial = this.#partial.length === 1 ? (this.#partial[0] ?? '') : this.#partial.join('')
    this.#partial = []
    this.#partialOctets = 0
    return partial
  }

  #wakes(): void {
    this.#wake?.()
  }
}
