import { createConnection, type Socket } from 'node:net'
import { HarnessFault, NeedUnmet } from '../evidence/faults.ts'
import type { Handshake } from '../evidence/handshake.ts'
import type { SessionTap } from '../evidence/recorder.ts'
import type { Address } from './address.ts'
import { Allowance } from './allowance.ts'
import { asText } from './deadlines.ts'
import { LineQueue, type Ending } from './line-queue.ts'
import { handshakeOf, secure } from './secure.ts'
import { limitsOf, type Limits, type SessionOptions } from './session-options.ts'
import { endingOf, isBeyondUs } from './socket-errors.ts'
import { opening } from './socket-opening.ts'

/** Nothing more will come from the peer, and why. */
export interface Lost {
  readonly lost: true
  /** True when the peer ended the connection, or refused it. */
  readonly closed?: true
  readonly why: string
}

/** What an answer says of the connection: nothing while it stands. */
export const gone = ({ lost, closed }: Partial<Pick<Lost, 'lost' | 'closed'>>) => ({
  ...(lost && { lost }),
  ...(closed && { closed }),
})

/** A line as the peer sent it, line end included, and where it stands in the record. */
export interface HeardLine {
  readonly octets: string
  readonly line: number
}

/**
 * One connection, line by line, recorded in its tap above TLS. Whatever the peer does or fails to do is a value;
 * the first loss is final and every later read tells it again. What the peer says, and how long it takes, is bounded.
 */
export class Connection {
  readonly tap: SessionTap
  readonly #address: Address
  readonly #limits: Limits
  readonly #allowance: Allowance
  /** The socket that was opened, below TLS. */
  readonly #plain: Socket
  #queue: LineQueue
  #socket: Socket
  #detach = () => {}
  #lost: Lost | undefined
  #handshake: Handshake | undefined
  #unsent = ''
  #reading = false

  /** @param socket connected or connecting */
  constructor(socket: Socket, address: Address, tap: SessionTap, limits: Limits) {
    this.tap = tap
    this.#address = address
    this.#limits = limits
    this.#allowance = new Allowance(limits.bounds)
    this.#plain = socket
    this.#socket = socket
    this.#queue = new LineQueue(limits.bounds.lineOctets)
    this.#attach(socket)
    limits.signal?.addEventListener('abort', this.#aborts)
  }

  /** Why nothing more will come, once that is known. */
  get lost(): Lost | undefined {
    return this.#lost
  }

  /** What TLS began with; undefined before. */
  get handshake(): Handshake | undefined {
    return this.#handshake
  }

  /**
   * Reads the next line.
   *
   * @param awaited what is waited for, as a message names it: `greeting`, `reply to MAIL`
   * @param within  milliseconds of real time for this line; the whole reply has a limit of its own
   */
  async readLine(awaited: string, within: number): Promise<HeardLine | Lost> {
    if (this.#lost) return this.#lost
    if (this.#reading) throw new HarnessFault(`${this.tap.id}: two reads at once, ${awaited} is the second`)
    this.#recordUnsent()
    this.#reading = true
    const { service } = this.tap
    const whole = Math.max(this.#limits.deadlines.wholeReply, within)
    const left = whole - this.#allowance.waited
    const since = performance.now()
    const heard = left > 0 ? await this.#queue.next(Math.min(within, left)) : 'late'
    this.#reading = false
    if (this.#lost) return this.#lost
    if (heard === 'late') {
      const isOver = left < within
      return this.givesUp(
        isOver
          ? `${service} did not end within ${asText(whole)}: ${awaited}`
          : `no ${awaited} from ${service} within ${asText(within)}`,
      )
    }
    if ('ending' in heard) return this.#loses(heard.ending, awaited)
    const line = this.#hears(heard.line)
    const excess = this.#allowance.takes(heard.line, performance.now() - since)
    if (excess !== undefined) return this.givesUp(`${service} sent more than ${excess}: ${awaited}`)
    return heard.line.endsWith('\n') ? { octets: heard.line, line } : this.readLine(awaited, within)
  }

  /**
   * Sends octets and records them line by line; a line not yet ended is recorded when it ends or at the next read.
   * Nothing is sent to a peer that has gone, and the next read says so.
   *
   * @returns index of the last line recorded
   */
  write(octets: Buffer): number {
    if (this.#lost) return this.tap.last
    this.#allowance.begins()
    const text = this.#unsent + octets.toString('latin1')
    let begun = 0
    for (let end = text.indexOf('\n') + 1; end > 0; end = text.indexOf('\n', begun) + 1) {
      this.tap.line('C', text.slice(begun, end))
      begun = end
    }
    this.#unsent = text.slice(begun)
    if (this.#socket.writable) this.#socket.write(octets)
    return this.tap.last
  }

  /**
   * Goes over to TLS, including the handshake; what the peer sent too early counts as its fault.
   *
   * @param versions what is offered, if not what the address says
   * @throws NeedUnmet where the library of this machine has none of them
   */
  async upgrade(versions = this.#address.tls?.versions): Promise<Lost | undefined> {
    if (this.#lost) return this.#lost
    if (!this.#queue.empty) {
      for (let heard = this.#queue.take(); heard && 'line' in heard; heard = this.#queue.take()) {
        this.tap.line('S', heard.line)
      }
      return this.givesUp(`${this.tap.service} continued without TLS after agreeing to it`)
    }
    this.#detach()
    this.#allowance.begins()
    this.#queue = new LineQueue(this.#limits.bounds.lineOctets)
    const over = secure(this.#socket, this.#address, versions)
    this.#attach(over)
    const lost = await this.opened('secureConnect', 'TLS handshake')
    if (lost === undefined) this.#handshake = handshakeOf(over)
    return lost
  }

  /** Waits for the socket to be open. @throws HarnessFault when our own address or machine is at fault */
  async opened(event: 'connect' | 'secureConnect', awaited: string): Promise<Lost | undefined> {
    if (this.#lost) return this.#lost
    const within = this.#limits.deadlines.connect
    const outcome = await opening(this.#socket, event, within).catch((error: unknown) => {
      if (error instanceof Error && isBeyondUs(error)) {
        throw new NeedUnmet('TLS of this version', 'the TLS library of this machine does not speak it')
      }
      throw new HarnessFault(`${this.tap.id}: cannot connect`, { cause: error })
    })
    if (this.#lost) return this.#lost
    if (outcome === 'open') return undefined
    if (outcome !== 'late') return this.#loses(outcome, awaited)
    return this.givesUp(`no ${awaited} with ${this.tap.service} within ${asText(within)}`)
  }

  /** Listens until the peer closes, for a peer that has said goodbye. */
  async untilClosed(): Promise<Lost> {
    if (this.#lost) return this.#lost
    this.#recordUnsent()
    const ending = await this.#untilEnding()
    return typeof ending === 'string' ? this.givesUp(ending) : this.#loses(ending, 'close')
  }

  /** Closes in order, and records what the peer still says. */
  async ends(why?: string): Promise<void> {
    if (this.#lost) return
    this.#recordUnsent()
    this.#socket.end()
    await this.#untilEnding()
    this.#closes(why ?? 'the client closed the connection', why)
  }

  /** Breaks off at once, without a word. */
  drops(): void {
    if (this.#lost) return
    this.#recordUnsent()
    this.#closes('the client aborted the connection', 'aborted')
  }

  /** Closes because of what the peer said or did not say. */
  givesUp(why: string): Lost {
    return this.#closes(why, why)
  }

  /** Records what the peer still says until it closes. @returns how it closed, or why nobody waits for that */
  async #untilEnding(): Promise<Ending | string> {
    const { service } = this.tap
    const { close } = this.#limits.deadlines
    const end = performance.now() + close
    for (let left = end - performance.now(); left > 0; left = end - performance.now()) {
      const heard = await this.#queue.next(left)
      if (heard === 'late') break
      if ('ending' in heard) return heard.ending
      this.#hears(heard.line)
      const excess = this.#allowance.takes(heard.line, 0)
      if (excess !== undefined) return `${service} sent more than ${excess}: close`
    }
    return `no close from ${service} within ${asText(close)}`
  }

  /** Records a line, and lets the peer go on where it was held back. */
  #hears(line: string): number {
    if (!this.#queue.full) this.#socket.resume()
    return this.tap.line('S', line)
  }

  readonly #aborts = (): void => {
    this.givesUp(String(this.#limits.signal?.reason))
    // A read that waits for a line finds the connection lost.
    this.#queue.ends({ by: 'error' })
  }

  /** Removes all that is left of the connection, and all that waits for it. */
  #destroys(): void {
    this.#limits.signal?.removeEventListener('abort', this.#aborts)
    this.#socket.destroy()
    this.#plain.destroy()
  }

  #closes(why: string, recorded?: string): Lost {
    this.tap.ended('client', recorded)
    this.#destroys()
    this.#lost ??= { lost: true, why }
    return this.#lost
  }

  #loses(ending: Ending, awaited: string): Lost {
    this.tap.ended(ending.by, ending.why)
    this.#destroys()
    const how = ending.why ?? 'closed the connection'
    const before = awaited === 'connection' ? '' : `, before any ${awaited}`
    const why = `${this.tap.service} ${how}${before}`
    this.#lost ??= { lost: true, ...(ending.by === 'server' && { closed: true }), why }
    return this.#lost
  }

  #recordUnsent(): void {
    if (this.#unsent !== '') this.tap.line('C', this.#unsent)
    this.#unsent = ''
  }

  #attach(socket: Socket): void {
    const queue = this.#queue
    const listensTo = (chunk: Buffer) => {
      queue.feeds(chunk.toString('latin1'))
      if (queue.full) socket.pause()
    }
    const closes = () => queue.ends({ by: 'server' })
    this.#socket = socket.setNoDelay(true).on('data', listensTo).on('end', closes).on('close', closes)
    // Stays for good: an error on a socket without a listener would end the process.
    socket.on('error', (error) => queue.ends(endingOf(error)))
    this.#detach = () => socket.off('data', listensTo).off('end', closes).off('close', closes)
  }
}

/** Opens a connection; one that could not be opened is lost from the start. */
export async function connect(
  address: Address,
  tap: SessionTap,
  options: Partial<SessionOptions> = {},
): Promise<Connection> {
  const { host, port, localAddress } = address
  const limits = limitsOf(options)
  const socket = createConnection({ host, port, ...(localAddress !== undefined && { localAddress }) })
  const connection = new Connection(socket, address, tap, limits)
  if (limits.signal?.aborted) connection.givesUp(String(limits.signal.reason))
  const lost = await connection.opened('connect', 'connection')
  if (lost === undefined && address.tls?.mode === 'implicit') await connection.upgrade()
  return connection
}
