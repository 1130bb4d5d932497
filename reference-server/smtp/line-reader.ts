import { SMTPStream } from 'smtp-server/lib/smtp-stream'
import { MessageReader, type ReadMessage } from './message-reader.ts'

/** What can be wrong with a line before it is read as a command. */
export type LineFlaw = 'too-long' | 'bare-line-feed'

/** Who answers what is read; the next line is read when the promise settles. */
export interface LineTaker {
  takeLine(line: Buffer, flaw?: LineFlaw): Promise<void> | void
  takeMessage(message: ReadMessage): Promise<void>
}

/** RFC 4954 §4.3: a line of an AUTH exchange may have 12288 octets; no other needs as many. */
const maxLineOctets = 12_288

const nothing = Buffer.alloc(0)

/**
 * The library's input stream with its reading replaced: it ends connections over a long line, cannot tell LF from
 * CRLF, and runs an unfinished last line as a command.
 *
 * Commands that RFC 2920 wants last in a group may have others behind them: each is answered when its turn comes, which
 * is what the client would have got one by one. Behind STARTTLS everything is dropped.
 */
export class LineReader extends SMTPStream {
  readonly #taker: LineTaker
  #unread: Buffer = nothing
  #skipping = false
  #message: MessageReader | undefined

  constructor(taker: LineTaker) {
    super()
    this.#taker = taker
  }

  /** From here on the octets are a message, until its lone dot. */
  readMessage(limit: number): void {
    this.#message = new MessageReader(limit)
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding | 'buffer', next: (cause?: Error) => void): void {
    this.#unread = this.#unread.length > 0 ? Buffer.concat([this.#unread, chunk]) : chunk
    void this.#readAll(next)
  }

  async #readAll(next: (cause?: Error) => void): Promise<void> {
    let failure: Error | undefined
    try {
      await this.#read()
    } catch (cause) {
      failure = new Error('what was read could not be answered', { cause })
    }
    next(failure)
  }

  async #read(): Promise<void> {
    while (this.#unread.length > 0 && !this.isClosed) {
      const taken = this.#message ? this.#takeOctets(this.#message) : this.#takeLine()
      if (taken === 'more') return
      await taken
    }
    if (this.isClosed) this.#unread = nothing
  }

  #takeOctets(reader: MessageReader): Promise<void> | 'more' {
    const message = reader.read(this.#unread)
    this.#unread = message?.rest ?? nothing
    if (!message) return 'more'
    this.#message = undefined
    return this.#taker.takeMessage(message)
  }

  #takeLine(): Promise<void> | void | 'more' {
    const end = this.#unread.indexOf(0x0a)
    if (end < 0) {
      if (this.#unread.length > maxLineOctets) {
        this.#skipping = true
        this.#unread = nothing
      }
      return 'more'
    }
    const crlf = end > 0 && this.#unread[end - 1] === 0x0d
    const line = this.#unread.subarray(0, crlf ? end - 1 : end)
    this.#unread = this.#unread.subarray(end + 1)
    if (this.#skipping || line.length > maxLineOctets) {
      this.#skipping = false
      return this.#taker.takeLine(nothing, 'too-long')
    }
    return this.#taker.takeLine(line, crlf ? undefined : 'bare-line-feed')
  }
}
