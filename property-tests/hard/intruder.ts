import { connect, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'

/** One connection of an attack. Nothing here fails: a server may refuse, hang up or say nothing. */
export interface Intruder {
  /** Whether the connection is over. */
  readonly gone: boolean
  /** What was heard since the last call, as latin1; of a flood of replies, only the beginning. */
  heard(): string
  /** Sends, and waits until it is under way, or `within` is over. */
  sends(octets: Buffer | string, within?: number): Promise<void>
  /** Waits until something that matches was heard, or `within` is over. @returns what was heard */
  hears(pattern?: RegExp, within?: number): Promise<string>
  /** Stops reading, or goes on reading. */
  deafens(isDeaf: boolean): void
  /** Goes over to TLS. */
  secures(): Promise<void>
  /** Ends its side and stays. */
  halfCloses(): void
  /** Closes. */
  leaves(): void
  /** Breaks off with a reset. */
  breaks(): void
}

/** How much is kept of what a server says. */
const memory = 64 * 1024

/** Connects from an address of loopback; undefined when nobody answers there in time. */
export async function intrude(
  place: { readonly port: number; readonly from: string },
  within = 5000,
): Promise<Intruder | undefined> {
  const socket = connect({ host: '127.0.0.1', port: place.port, localAddress: place.from, noDelay: true })
  const connected = await settles(within, (done) => {
    socket.once('connect', done).once('error', done)
    return () => socket.off('connect', done)
  })
  if (connected === 'late' || socket.readyState !== 'open') {
    socket.destroy()
    return undefined
  }
  return new SocketIntruder(socket)
}

class SocketIntruder implements Intruder {
  readonly #tcp: Socket
  #socket: Socket
  #heard = ''
  #wake: (() => void) | undefined

  constructor(socket: Socket) {
    this.#tcp = socket
    this.#socket = socket
    this.#listens(socket)
  }

  get gone(): boolean {
    return this.#socket.destroyed
  }

  heard(): string {
    const heard = this.#heard
    this.#heard = ''
    return heard
  }

  async sends(octets: Buffer | string, within = 2000): Promise<void> {
    const socket = this.#socket
    if (!socket.writable || socket.write(octets)) return
    await settles(within, (done) => {
      socket.once('drain', done).once('close', done)
      return () => socket.off('drain', done).off('close', done)
    })
  }

  async hears(pattern = /\n/, within = 500): Promise<string> {
    await settles(within, (done) => {
      this.#wake = () => void ((pattern.test(this.#heard) || this.gone) && done())
      this.#wake()
      return () => (this.#wake = undefined)
    })
    return this.heard()
  }

  deafens(isDeaf: boolean): void {
    if (isDeaf) this.#socket.pause()
    else this.#socket.resume()
  }

  async secures(): Promise<void> {
    this.#tcp.removeAllListeners('data')
    const secured = connectTls({ socket: this.#tcp, rejectUnauthorized: false })
    this.#socket = secured
    this.#listens(secured)
    await settles(5000, (done) => {
      secured.once('secureConnect', done).once('close', done)
      return () => secured.off('secureConnect', done).off('close', done)
    })
  }

  halfCloses(): void {
    this.#socket.end()
  }

  leaves(): void {
    this.#socket.destroy()
    this.#tcp.destroy()
  }

  breaks(): void {
    this.#tcp.resetAndDestroy()
  }

  #listens(socket: Socket): void {
    socket.on('data', (chunk: Buffer) => {
      if (this.#heard.length < memory) this.#heard += chunk.toString('latin1')
      this.#wake?.()
    })
    // `gone` tells it.
    socket.on('error', () => socket.destroy())
    socket.on('close', () => this.#wake?.())
  }
}

/** Waits for something, but no longer than `within`. What `waits` returns is called at the end of the wait. */
async function settles(
  within: number,
  waits: (done: () => void) => () => unknown,
): Promise<'late' | undefined> {
  let timer: NodeJS.Timeout | undefined
  let stops: (() => unknown) | undefined
  const outcome = await new Promise<'late' | undefined>((resolve) => {
    timer = setTimeout(() => resolve('late'), within)
    stops = waits(() => resolve(undefined))
  })
  clearTimeout(timer)
  stops?.()
  return outcome
}
