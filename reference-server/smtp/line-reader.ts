import { createRoom, OctetBlocks } from './octet-blocks.ts'
import { createTurn } from '../surroundings/turn.ts'
import { MessageReader, type MessageLimits, type ReadMessage } from './message-reader.ts'

/** Problems of a line that show before it is read as a command. */
export type LineFlaw = 'too-long' | 'bare-line-feed'

/** Answers what is read; where that is a promise, the next line is read when it settles. */
export interface LineTaker {
  /** @param line without its line end, read as UTF-8 */
  takeLine(line: string, flaw?: LineFlaw): Promise<void> | void
  takeMessage(message: ReadMessage): Promise<void> | void
  /** Told that a part of a message arrived. */
  takeOctets(): void
  /** Sends the replies so far, and waits for a client that is slow to read them. */
  sendAnswers(): Promise<void> | void
}

/** RFC 4954 §4.3: a line of an AUTH exchange may have 12288 octets; no other line needs as many. */
const maxLineOctets = 12_288

const nothing = Buffer.alloc(0)
/** A line needs no more than the first block of its own. */
const noRoom = createRoom(0)
const [cr, lf] = [0x0d, 0x0a]

/**
 * Reads what a client sends: lines, and the messages between them. An unfinished last line is no command.
 *
 * Commands that RFC 2920 requires to be last in a group may be followed by others: each is answered in turn, as if they
 * had been sent one by one. Everything after STARTTLS is discarded.
 */
export class LineReader {
  readonly #taker: LineTaker
  #chunk: Buffer = nothing
  /** Where in the chunk reading continues. */
  #at = 0
  /** The beginning of a line whose end has not arrived. */
  readonly #beginning = new OctetBlocks(noRoom)
  /** The last octet of that beginning, whether it is kept or not. */
  #last: number | undefined
  #hasBareLf = false
  #skipping = false
  readonly #turn = createTurn()
  #message: MessageReader | undefined
  /** What is taken for the octets of a message. */
  #heard = (octets: Buffer): Buffer => octets
  #isRetired = false

  constructor(taker: LineTaker) {
    this.#taker = taker
  }

  /** From here on the octets are a message, until its lone dot; `heard` is the seam they pass. */
  readMessage(limits: MessageLimits, heard: (octets: Buffer) => Buffer): void {
    this.#message = new MessageReader(limits)
    this.#heard = heard
  }

  /** Stops reading and frees the memory of what was unfinished. */
  retire(): void {
    this.#isRetired = true
    this.#message?.discard()
    this.#message = undefined
  }

  /** Reads and answers a chunk; where that is a promise, the next may come when it settles. */
  take(chunk: Buffer): Promise<void> | void {
    this.#chunk = chunk
    this.#at = 0
    const pending = this.#read()
    return pending ? this.#readOn(pending) : this.#end()
  }

  async #readOn(first: Promise<void>): Promise<void> {
    for (let pending: Promise<void> | void = first; pending; pending = this.#read()) await pending
    await this.#end()
  }

  /** Reads up to where something has to be waited for, or to the end. */
  #read(): Promise<void> | void {
    while (this.#at < this.#chunk.length && !this.#isRetired) {
      const answering = this.#message ? this.#takeOctets(this.#message) : this.#takeLine()
      const pending = answering ? answering.then(() => this.#endStep()) : this.#endStep()
      if (pending) return pending
    }
  }

  #end(): Promise<void> | void {
    this.#chunk = nothing
    return this.#taker.sendAnswers()
  }

  #endStep(): Promise<void> | void {
    const othersTurn = this.#turn.step()
    if (othersTurn) return this.#giveWay(othersTurn)
  }

  async #giveWay(othersTurn: Promise<void>): Promise<void> {
    await this.#taker.sendAnswers()
    await othersTurn
  }

  #takeOctets(reader: MessageReader): Promise<void> | void {
    this.#chunk = this.#heard(this.#chunk.subarray(this.#at))
    this.#at = 0
    const end = reader.read(this.#chunk, 0)
    this.#at = end ?? this.#chunk.length
    this.#taker.takeOctets()
    if (end === undefined) return
    this.#message = undefined
    return this.#takeMessage(reader)
  }

  #takeMessage(reader: MessageReader): Promise<void> | void {
    const taken = this.#taker.takeMessage(reader.message)
    if (taken) return taken.finally(() => reader.discard())
    reader.discard()
  }

  #takeLine(): Promise<void> | void {
    const end = this.#chunk.indexOf(lf, this.#at)
    if (end < 0) return this.#keepBeginning(this.#chunk.length)
    const start = this.#at
    // RFC 5321 §2.3.8: LF alone ends no line, or an address with one in it could smuggle a command.
    if ((end > start ? this.#chunk[end - 1] : this.#last) !== cr) {
      this.#hasBareLf = true
      return this.#keepBeginning(end + 1)
    }
    this.#at = end + 1
    if (this.#beginning.length === 0 && !this.#skipping) return this.#answer(this.#chunk, start, end)
    const line = Buffer.concat([...this.#beginning.pieces(), this.#chunk.subarray(start, end)])
    this.#beginning.clear()
    return this.#answer(line, 0, line.length)
  }

  /** Has the line answered that is between two places, the second of which is the LF. */
  #answer(octets: Buffer, start: number, end: number): Promise<void> | void {
    const isCut = this.#skipping
    const isBroken = this.#hasBareLf
    this.#skipping = false
    this.#hasBareLf = false
    this.#last = undefined
    if (isCut || end + 1 - start > maxLineOctets + 2) return this.#taker.takeLine('', 'too-long')
    return this.#taker.takeLine(
      octets.toString('utf8', start, end - 1),
      isBroken ? 'bare-line-feed' : undefined,
    )
  }

  /** Keeps what of the line has arrived, up to there. */
  #keepBeginning(to: number): void {
    // A line that is too long is answered when it ends, so that it counts as one line.
    this.#skipping ||= this.#beginning.length + to - this.#at > maxLineOctets + 2
    if (this.#skipping) this.#beginning.clear()
    else this.#beginning.append(this.#chunk, this.#at, to)
    this.#last = this.#chunk[to - 1]
    this.#at = to
  }
}
