import { OctetBlocks, type Room } from './octet-blocks.ts'

// RFC 5321 §4.1.1.4, §4.5.2; §2.3.8: CR and LF do not stand alone, and NUL is no part of a message.

/** Why a message is refused or deferred, whatever its contents. */
export type MessageFlaw = 'too-large' | 'bare-line-feed' | 'nul' | 'no-room'

/** What arrived between 354 and the final dot. */
export interface ReadMessage {
  /** The message with its dots unstuffed, in order; nothing when there is a flaw. */
  readonly pieces: readonly Buffer[]
  readonly flaw?: MessageFlaw | undefined
}

/** The limits on the size of a message. */
export interface MessageLimits {
  /** In octets as transmitted. */
  readonly maxOctets: number
  /** The memory that all unfinished messages share. */
  readonly room: Room
}

const nul = 0x00
const cr = 0x0d
const lf = 0x0a
const dot = 0x2e

/** How much of a line is scanned octet by octet. */
const shortLine = 8

const isBefore = (found: number, end: number): boolean => found >= 0 && found < end

/**
 * Collects a message chunk by chunk. Only CRLF, dot, CRLF ends it: neither LF nor CR alone makes a line, or one
 * message could smuggle two.
 */
export class MessageReader {
  readonly #maxOctets: number
  readonly #octets: OctetBlocks
  /** The last octets, where they arrived: what has its end is about to be taken, so they are not copied. */
  #last: Buffer | undefined
  #size = 0
  #flaw: MessageFlaw | undefined
  /** The last octets seen: the position within `CRLF . CRLF`. */
  #at: 'line-start' | 'in-line' | 'cr' | 'dot' | 'dot-cr' = 'line-start'

  constructor({ maxOctets, room }: MessageLimits) {
    this.#maxOctets = maxOctets
    this.#octets = new OctetBlocks(room)
  }

  /** How much memory the message occupies, in octets. */
  get capacity(): number {
    return this.#octets.capacity
  }

  /** What was read, when the message is complete. */
  get message(): ReadMessage {
    const pieces = this.#octets.pieces()
    return { pieces: this.#last ? [...pieces, this.#last] : pieces, flaw: this.#flaw }
  }

  /** Gives back the memory of the message. */
  discard(): void {
    this.#octets.clear()
    this.#last = undefined
  }

  /**
   * Takes a chunk from `start` on.
   *
   * @returns where in the chunk the message ends, behind its dot; undefined when it goes on
   */
  read(chunk: Buffer, start: number): number | undefined {
    let from = start
    let at = this.#at
    // A dot at the start of a line is either stuffing or the end, never content.
    let dotAt = start
    for (let i = start; i < chunk.length; i++) {
      if (at === 'in-line') {
        i = this.#passLine(chunk, i)
        if (i < chunk.length) at = 'cr'
        continue
      }
      const octet = chunk[i]
      switch (at) {
        case 'line-start':
          if (octet === dot) {
            dotAt = i
            at = 'dot'
            continue
          }
          break
        case 'cr':
          if (octet === lf) {
            at = 'line-start'
            continue
          }
          this.#refuse('bare-line-feed')
          break
        case 'dot':
          if (octet === cr) {
            at = 'dot-cr'
            continue
          }
          this.#keep(chunk, from, dotAt)
          from = i
          break
        case 'dot-cr':
          if (octet === lf) {
            this.#end(chunk, from, dotAt)
            this.#refuseNul(chunk, start, i)
            return i + 1
          }
          this.#refuse('bare-line-feed')
          break
      }
      if (octet === lf) this.#refuse('bare-line-feed')
      at = octet === cr ? 'cr' : 'in-line'
    }
    this.#at = at
    this.#refuseNul(chunk, start, chunk.length)
    // A CR after a single dot belongs to the end if an LF follows; otherwise the message is refused.
    this.#keep(chunk, from, at === 'dot' || at === 'dot-cr' ? dotAt : chunk.length)
    return undefined
  }

  /** Goes on to the CR that may end the line, or to the end of the chunk. */
  #passLine(chunk: Buffer, from: number): number {
    const near = Math.min(from + shortLine, chunk.length)
    for (let at = from; at < near; at++) {
      const octet = chunk[at]
      if (octet === cr) return at
      if (octet === lf) this.#refuse('bare-line-feed')
    }
    // A native search costs more than scanning a few octets, and much less than scanning many.
    const found = chunk.indexOf(cr, near)
    const end = found < 0 ? chunk.length : found
    // After a first flaw another makes no difference, so no octet is searched more than twice.
    if (!this.#flaw && isBefore(chunk.indexOf(lf, near), end)) this.#refuse('bare-line-feed')
    return end
  }

  #refuseNul(chunk: Buffer, from: number, to: number): void {
    if (!this.#flaw && isBefore(chunk.indexOf(nul, from), to)) this.#refuse('nul')
  }

  #keep(chunk: Buffer, from: number, to: number): void {
    this.#count(to - from)
    if (!this.#flaw && !this.#octets.append(chunk, from, to)) this.#refuse('no-room')
  }

  #end(chunk: Buffer, from: number, to: number): void {
    this.#count(to - from)
    if (!this.#flaw) this.#last = chunk.subarray(from, to)
  }

  #count(octets: number): void {
    this.#size += octets
    if (this.#size > this.#maxOctets) this.#refuse('too-large')
  }

  /** From here on the message is only read to its end. */
  #refuse(flaw: MessageFlaw): void {
    this.#flaw ??= flaw
    this.discard()
  }
}
