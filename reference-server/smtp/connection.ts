import type { Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { SMTPConnection } from 'smtp-server/lib/smtp-connection'
import { SMTPStream } from 'smtp-server/lib/smtp-stream'
import type { SMTPServer } from 'smtp-server'
import { SmtpDialogue } from './dialogue.ts'
import { IdleTimer } from './idle-timer.ts'
import { LineReader, type LineFlaw, type LineTaker } from './line-reader.ts'
import type { ReadMessage } from './message-reader.ts'
import { largestTaken, type Answer, type SmtpHost } from './session.ts'

/**
 * The library's parser, of which nothing is used: it ends connections over a long line, cannot tell LF from CRLF, and
 * runs an unfinished last line as a command. One stands for those of all connections.
 */
const unusedParser = new SMTPStream()

/**
 * One SMTP connection: the library handles closing; reading and the dialogue are ours. Only this file and its service
 * know the library.
 */
export class SmtpConnection extends SMTPConnection implements LineTaker {
  readonly #host: SmtpHost
  readonly #dialogue: SmtpDialogue
  readonly #idle: IdleTimer
  #reader = new LineReader(this)
  /** Replies not yet sent: replies to what was read together are sent together. */
  #replies = ''

  constructor(server: SMTPServer, socket: Socket | TLSSocket, host: SmtpHost, peer: Peer) {
    // A given name saves the library from generating one at random.
    super(server, socket, { id: 'smtp' })
    this.secure = peer.secure
    this.#host = host
    this.#idle = new IdleTimer(host.clock, (delay) => this.#leave(delay))
    this.#dialogue = new SmtpDialogue(host, {
      address: peer.address,
      ownAddress: this.localAddress,
      session: { startedAt: host.clock.now() },
      secure: peer.secure,
      authFailed: false,
    })
  }

  /** Greets at once: the library waits 100 ms of real time for early talkers. */
  override init(): void {
    this._setListeners(() => {
      const greeting = this.#dialogue.greets()
      if (!(greeting instanceof Promise)) return this.#greet(greeting)
      this.#host.clock.working(greeting).then(
        (answer) => this.#greet(answer),
        (cause: unknown) => this.#perform({ ...this.#dialogue.fault(cause), after: 'close' }),
      )
    })
  }

  #greet(answer: Answer): void {
    this._ready = true
    this.#perform(answer)
    this.#send()
  }

  /** Says that the server is closing, and closes the connection. */
  shutDown(): void {
    this.#leave('shuttingDown')
  }

  /** Answers a line. */
  takeLine(line: string, flaw?: LineFlaw): Promise<void> | void {
    try {
      return this.#say(this.#dialogue.hears(line, flaw))
    } catch (cause) {
      return this.#perform(this.#dialogue.fault(cause))
    }
  }

  /** Answers a message. */
  takeMessage(message: ReadMessage): Promise<void> | void {
    this.#idle.messageEnds()
    try {
      return this.#say(this.#dialogue.takes(message))
    } catch (cause) {
      return this.#perform(this.#dialogue.fault(cause))
    }
  }

  /** Gives an answer; an unexpected error is answered with 451 and logged. */
  #say(answer: Answer | Promise<Answer>): Promise<void> | void {
    return answer instanceof Promise ? this.#await(answer) : this.#perform(answer)
  }

  takeOctets(): void {
    this.#idle.touch()
  }

  sendAnswers(): Promise<void> | void {
    this.#send()
    // Replies must not pile up for a client that does not read them.
    if (this._socket.writableNeedDrain) return new Promise((resume) => this._whenWritable(resume))
  }

  override _createParser(): SMTPStream {
    return unusedParser
  }

  override _setListeners(whenSet: () => void): void {
    this._socket.on('close', () => this._onClose())
    this._socket.on('error', (cause) => this._onError(cause))
    this._socket.on('data', this.#hear)
    // The client has ended its side, and everything it sent has been answered.
    this._socket.on('end', this.#end)
    whenSet()
  }

  readonly #end = (): void => this.close()

  /** Reads a chunk; there is no other before it has been answered. */
  readonly #hear = (chunk: Buffer): void => {
    const socket = this._socket
    const failed = (cause: unknown): void => {
      this._onError(new Error('what was read could not be answered', { cause }))
      this.close()
    }
    try {
      const reading = this.#reader.take(chunk)
      if (!reading) return
      socket.pause()
      reading.then(() => void (socket === this._socket && !this._upgrading && socket.resume()), failed)
    } catch (cause) {
      failed(cause)
    }
  }

  /** The library's own idle timer runs on real time; ours is `#idle`. */
  override _armTimeout(): void {}

  override _onClose(): void {
    this.#cease()
    super._onClose()
  }

  override close(): void {
    this.#send()
    this.#cease()
    super.close()
    // During a handshake nothing can be sent, and nobody reads the socket.
    if (this._upgrading) this._socket.destroy()
  }

  #cease(): void {
    this.#idle.cancel()
    this.#dialogue.ends()
    this.#reader.retire()
  }

  async #await(pending: Promise<Answer>): Promise<void> {
    this.#send()
    let answer: Answer
    try {
      answer = await this.#host.clock.working(pending)
    } catch (cause) {
      answer = this.#dialogue.fault(cause)
    }
    this.#perform(answer)
  }

  #perform(answer: Answer): void {
    const { reply, after } = answer
    this.#dialogue.movesOn(answer)
    this.#replies += reply
    this.#idle.touch()
    if (after === 'close') this.close()
    if (after === 'start-tls') void this.#startTls()
    if (after === 'read-message') {
      const { ask, room } = this.#host
      this.#reader.readMessage({ maxOctets: largestTaken(this.#host), room }, ask['message.heard'])
      this.#idle.messageBegins()
    }
  }

  /** The library's own handshake has no time limit and outlives its socket. */
  async #startTls(): Promise<void> {
    const { startTls } = this.#host
    if (!startTls || this._closed) return
    this.#send()
    this._upgrading = true
    // What the reader still holds was sent before TLS: it stays unanswered, and a new reader replaces this one.
    this._socket.off('data', this.#hear)
    this._socket.off('end', this.#end)
    this._socket.pause()
    this.#reader.retire()
    this.#reader = new LineReader(this)
    try {
      const over = await startTls(this._socket)
      if (this._closed) return void over.destroy()
      this._socket = over
      this.secure = true
      this._upgrading = false
      this._setListeners(() => {})
    } catch (cause) {
      this._onError(cause instanceof Error ? cause : new Error('no TLS', { cause }))
    }
  }

  #send(): void {
    const replies = this.#replies
    this.#replies = ''
    // They are ASCII, which needs no encoding.
    if (replies !== '' && !this._upgrading && this._socket.writable) this._socket.write(replies, 'latin1')
  }

  #leave(reply: Parameters<SmtpDialogue['leaves']>[0]): void {
    this.#perform(this.#dialogue.leaves(reply))
  }
}

/** The peer, and whether TLS is already in use. */
export interface Peer {
  readonly address: string
  readonly secure: boolean
}
