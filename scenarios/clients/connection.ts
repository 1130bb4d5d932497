import { createConnection, type Socket } from 'node:net'
import { HarnessFault } from '../evidence/faults.ts'
import type { SessionTap } from '../evidence/recorder.ts'
import type { Address } from './address.ts'
import { asText, type Deadlines } from './deadlines.ts'
import { LineQueue, type Ending } from './line-queue.ts'
import { secure } from './secure.ts'
import { endingOf, isOurs } from './socket-errors.ts'

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
 * the first loss is final and every later read tells it again.
 */
export class Connection {
  readonly tap: SessionTap
  readonly #address: Address
  readonly #deadlines: Deadlines
  #queue = new LineQueue()
  #socket: Socket
  #detach = () => {}
  #lost: Lost | undefined
  #unsent = ''
  #reading = false

  /** @param socket connected or connecting */
  constructor(socket: Socket, address: Address, tap: SessionTap, deadlines: Deadlines) {
    this.tap = tap
    this.#address = address
    this.#deadlines = deadlines
    this.#socket = socket
    this.#attach(socket)
  }

  /** Why nothing more will come, once that is known. */
  get lost(): Lost | undefined {
    return this.#lost
  }

  /**
   * Reads the next line.
   *
   * @param awaited what is waited for, as a message names it: `greeting`, `reply to MAIL`
   * @param within  milliseconds of real time
   */
  async readLine(awaited: string, within: number): Promise<HeardLine | Lost> {
    if (this.#lost) return this.#lost
    if (this.#reading) throw new HarnessFault(`${this.tap.id}: two reads at once, ${awaited} is the second`)
    this.#recordUnsent()
    this.#reading = true
    const heard = await this.#queue.next(within)
    this.#reading = false
    if (!this.#queue.full) this.#socket.resume()
    if (heard === 'late')
      return this.givesUp(`no ${awaited} from ${this.tap.service} within ${asText(within)}`)
    if ('ending' in heard) return this.#loses(heard.ending, awaited)
    const line = this.tap.line('S', heard.line)
    return heard.line.endsWith('\n') ? { octets: heard.line, line } : this.readLine(awaited, within)
  }

  /**
   * Sends octets and records them line by line; a line not yet ended is recorded when it ends or when next something
   * is read. To a peer that has gone nothing is sent, and the next read tells so.
   *
   * @returns index of the last line recorded
   */
  write(octets: Buffer): number {
    if (this.#lost) return this.tap.last
    const lines = (this.#unsent + octets.toString('latin1')).split(/(?<=\n)/)
    this.#unsent = lines.at(-1)?.endsWith('\n') === true ? '' : (lines.pop() ?? '')
    for (const line of lines) this.tap.line('C', line)
    if (this.#socket.writable) this.#socket.write(octets)
    return this.tap.last
  }

  /** Goes over to TLS, the handshake included; what the peer sent too early counts as its fault. */
  async upgrade(): Promise<Lost | undefined> {
    if (this.#lost) return this.#lost
    if (!this.#queue.empty) {
      for (let heard = this.#queue.take(); heard && 'line' in heard; heard = this.#queue.take()) {
        this.tap.line('S', heard.line)
      }
      return this.givesUp(`${this.tap.service} spoke in the clear after agreeing to TLS`)
    }
    this.#detach()
    this.#queue = new LineQueue()
    this.#attach(secure(this.#socket, this.#address))
    return this.opened('secureConnect', 'TLS handshake')
  }

  /** Waits for the socket to be open. @throws HarnessFault when our own address or machine is at fault */
  async opened(event: 'connect' | 'secureConnect', awaited: string): Promise<Lost | undefined> {
    const socket = this.#socket
    const within = this.#deadlines.connect
    const outcome = await new Promise<'open' | 'late' | Ending>((resolve, reject) => {
      const timer = setTimeout(() => resolve('late'), within)
      const settle = (result: 'open' | Ending) => {
        clearTimeout(timer)
        resolve(result)
      }
      socket.once(event, () => settle('open'))
      socket.once('close', () => settle({ by: 'server' }))
      socket.once('error', (error) => {
        if (isOurs(error)) reject(new HarnessFault(`${this.tap.id}: cannot connect`, { cause: error }))
        settle(endingOf(error))
      })
    })
    if (outcome === 'open') return undefined
    if (outcome !== 'late') return this.#loses(outcome, awaited)
    return this.givesUp(`no ${awaited} with ${this.tap.service} within ${asText(within)}`)
  }

  /** Listens until the peer closes, for a peer that has said goodbye. */
  async untilClosed(): Promise<Lost> {
    const heard = await this.readLine('close', this.#deadlines.close)
    return 'lost' in heard ? heard : this.untilClosed()
  }

  /** Closes in order, and records what the peer had still said. */
  async ends(why?: string): Promise<void> {
    if (this.#lost) return
    this.#recordUnsent()
    this.#socket.end()
    this.#socket.resume()
    for (;;) {
      const heard = await this.#queue.next(this.#deadlines.close)
      if (heard === 'late' || 'ending' in heard) break
      this.tap.line('S', heard.line)
    }
    this.#closes(why ?? 'the client closed the connection', why)
  }

  /** Breaks off at once, without a word. */
  drops(): void {
    if (this.#lost) return
    this.#recordUnsent()
    this.#closes('the client broke the connection off', 'broken off')
  }

  /** Closes because of what the peer said or did not say. */
  givesUp(why: string): Lost {
    return this.#closes(why, why)
  }

  #closes(why: string, recorded?: string): Lost {
    this.tap.ended('client', recorded)
    this.#socket.destroy()
    this.#lost ??= { lost: true, why }
    return this.#lost
  }

  #loses(ending: Ending, awaited: string): Lost {
    this.tap.ended(ending.by, ending.why)
    this.#socket.destroy()
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
    // Stays for good: an error on a socket nobody listens to would end the process.
    socket.on('error', (error) => queue.ends(endingOf(error)))
    this.#detach = () => socket.off('data', listensTo).off('end', closes).off('close', closes)
  }
}

/** Opens a connection; one that could not be opened is lost from the start. */
export async function connect(address: Address, tap: SessionTap, deadlines: Deadlines): Promise<Connection> {
  const { host, port, localAddress } = address
  const socket = createConnection({ host, port, ...(localAddress !== undefined && { localAddress }) })
  const connection = new Connection(socket, address, tap, deadlines)
  const lost = await connection.opened('connect', 'connection')
  if (lost === undefined && address.tls?.mode === 'implicit') await connection.upgrade()
  return connection
}
