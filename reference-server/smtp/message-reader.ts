// RFC 5321 §4.1.1.4, §4.5.2; §2.3.8: CR and LF do not stand alone.

/** What came between 354 and the lone dot. */
export interface ReadMessage {
  /** The message with its dots unstuffed; no octets when it is to be refused. */
  readonly octets: Buffer
  readonly flaw?: 'too-large' | 'bare-line-feed'
  /** What arrived behind the dot. */
  readonly rest: Buffer
}

const cr = 0x0d
const lf = 0x0a
const dot = 0x2e

const isBefore = (found: number, end: number): boolean => found >= 0 && found < end

/**
 * Collects a message chunk by chunk. Only CRLF, dot, CRLF ends it: neither LF nor CR alone makes a line, or one
 * message could smuggle two.
 */
export class MessageReader {
  readonly #limit: number
  readonly #pieces: Buffer[] = []
  #size = 0
  #flaw: ReadMessage['flaw']
  /** The last octets seen, as far as they matter: where in `CRLF . CRLF` the message is. */
  #at: 'line-start' | 'in-line' | 'cr' | 'dot' | 'dot-cr' = 'line-start'

  constructor(limit: number) {
    this.#limit = limit
  }

  /** Takes a chunk; the message when it is complete. */
  read(chunk: Buffer): ReadMessage | undefined {
    let from = 0
    for (let i = 0; i < chunk.length; i++) {
      const octet = chunk[i]
      switch (this.#at) {
        case 'in-line':
          i = this.#passLine(chunk, i)
          break
        case 'line-start':
          if (octet === dot) {
            // The dot is either stuffing or the end: in no case is it content.
            this.#keep(chunk.subarray(from, i))
            from = i + 1
            this.#at = 'dot'
          } else this.#inLine(octet)
          break
        case 'cr':
          if (octet === lf) this.#at = 'line-start'
          else {
            this.#flaw ??= 'bare-line-feed'
            this.#inLine(octet)
          }
          break
        case 'dot':
          if (octet === cr) this.#at = 'dot-cr'
          else this.#inLine(octet)
          break
        case 'dot-cr':
          if (octet === lf) return this.#end(chunk.subarray(i + 1))
          this.#flaw ??= 'bare-line-feed'
          this.#inLine(octet)
          break
      }
    }
    // A CR behind a lone dot belongs to the end, if an LF follows; if none does, the message is refused.
    this.#keep(chunk.subarray(from, this.#at === 'dot-cr' ? chunk.length - 1 : chunk.length))
    return undefined
  }

  /** Goes on to the CR that may end the line: a search in one go is much faster than a look at each octet. */
  #passLine(chunk: Buffer, from: number): number {
    const found = chunk.indexOf(cr, from)
    const end = found < 0 ? chunk.length : found
    // Once there is a flaw, another makes no difference; so no octet is searched more than twice.
    if (!this.#flaw && isBefore(chunk.indexOf(lf, from), end)) this.#flaw = 'bare-line-feed'
    if (found >= 0) this.#at = 'cr'
    return end
  }

  #inLine(octet: number | undefined): void {
    if (octet === lf) this.#flaw ??= 'bare-line-feed'
    this.#at = octet === cr ? 'cr' : 'in-line'
  }

  #keep(piece: Buffer): void {
    this.#size += piece.length
    if (this.#size > this.#limit) this.#flaw ??= 'too-large'
    if (this.#flaw) this.#pieces.length = 0
    else if (piece.length > 0) this.#pieces.push(piece)
  }

  #end(rest: Buffer): ReadMessage {
    const flaw = this.#flaw
    if (flaw) return { octets: Buffer.alloc(0), flaw, rest }
    const [only = Buffer.alloc(0), ...more] = this.#pieces
    return { octets: more.length === 0 ? only : Buffer.concat(this.#pieces), rest }
  }
}
