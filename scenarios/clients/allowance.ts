import type { PeerBounds } from '../evidence/bounds.ts'

/** Counts what a peer says and how long it takes: in one reply, which is all between two things it is told, and in all. */
export class Allowance {
  readonly #bounds: PeerBounds
  #reply = { lines: 0, octets: 0, ms: 0 }
  #sessionOctets = 0

  constructor(bounds: PeerBounds) {
    this.#bounds = bounds
  }

  /** Milliseconds spent waiting for lines of this reply. */
  get waited(): number {
    return this.#reply.ms
  }

  /** Notes that the peer was told something: what comes now is another reply. */
  begins(): void {
    this.#reply = { lines: 0, octets: 0, ms: 0 }
  }

  /** Takes in a line that was waited for. @returns the limit that it exceeds: `8388608 octets in one reply` */
  takes(line: string, ms: number): string | undefined {
    const { replyLines, replyOctets, sessionOctets } = this.#bounds
    this.#sessionOctets += line.length
    const { lines, octets } = (this.#reply = {
      lines: this.#reply.lines + 1,
      octets: this.#reply.octets + line.length,
      ms: this.#reply.ms + ms,
    })
    if (lines > replyLines) return `${replyLines} lines in one reply`
    if (octets > replyOctets) return `${replyOctets} octets in one reply`
    return this.#sessionOctets > sessionOctets ? `${sessionOctets} octets in one session` : undefined
  }
}
