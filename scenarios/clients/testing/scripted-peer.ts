import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { setImmediate, setTimeout } from 'node:timers/promises'
import { TLSSocket } from 'node:tls'

/** The server's side of one connection, played from a script. */
export interface Peer {
  /** The address the client came from. */
  readonly source: string | undefined
  /** Sends octets in one packet. */
  readonly says: (octets: string) => void
  /** Sends octets one packet each. */
  readonly dribbles: (octets: string) => Promise<void>
  /** Sends octets again and again until the client has gone: every so many milliseconds, or as fast as possible. */
  readonly repeats: (octets: string, every?: number) => Promise<void>
  /** Waits until the connection is gone, and says nothing. */
  readonly stays: () => Promise<void>
  /** Waits for the client's next line, and gives it without line end; undefined once the client has gone. */
  readonly hears: () => Promise<string | undefined>
  /** Waits for a line and answers it. */
  readonly answers: (octets: string) => Promise<void>
  readonly upgrades: (certificate: { key: string; cert: string }) => Promise<void>
  readonly resets: () => void
}

/** A tiny server that plays a script to each client and then closes. */
export async function openPeer(script: (peer: Peer) => Promise<void> | void) {
  const sockets = new Set<Socket>()
  const heard: string[] = []
  const listening = new Set<() => void>()
  const server = createServer((socket) => {
    sockets.add(socket)
    void play(socket, script, (line) => {
      heard.push(line)
      for (const look of listening) look()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = addressOf(server.address())
  return {
    address: { host: '127.0.0.1', port },
    /** All lines its clients have sent. */
    heard,
    /** Settles once a line that begins with this has come. */
    hears: (start: string) =>
      new Promise<void>((resolve) => {
        const look = () => {
          if (heard.some((line) => line.startsWith(start))) resolve()
        }
        listening.add(look)
        look()
      }),
    /** How many connections there have been. */
    opened: () => sockets.size,
    /** How many connections are open. */
    open: () => [...sockets].filter((socket) => !socket.destroyed).length,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

/** A port of the loopback address that nobody listens on. */
export async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = addressOf(server.address())
  server.close()
  await once(server, 'close')
  return port
}

async function play(
  plain: Socket,
  script: (peer: Peer) => Promise<void> | void,
  onLine: (line: string) => void,
) {
  let socket = plain
  let pending = ''
  const state: { gone: boolean; wake?: () => void } = { gone: false }
  const listens = (chunk: Buffer) => {
    pending += chunk.toString('latin1')
    state.wake?.()
  }
  const leaves = () => {
    state.gone = true
    state.wake?.()
  }
  const isClosed = () => plain.destroyed || socket.destroyed
  /** An error is followed by its close. */
  const any = (...events: readonly ('drain' | 'close')[]) =>
    new Promise<void>((resolve) => events.forEach((event) => socket.once(event, () => resolve())))
  const attach = (next: Socket) => {
    socket = next.setNoDelay(true).on('data', listens).on('end', leaves).on('error', leaves)
  }
  attach(plain)
  const hears = async (): Promise<string | undefined> => {
    while (!pending.includes('\n') && !state.gone)
      await new Promise<void>((resolve) => (state.wake = resolve))
    if (!pending.includes('\n')) return undefined
    const end = pending.indexOf('\n')
    const line = pending.slice(0, end).replace(/\r$/, '')
    pending = pending.slice(end + 1)
    onLine(line)
    return line
  }
  await script({
    source: plain.remoteAddress,
    says: (octets) => void socket.write(octets, 'latin1'),
    async dribbles(octets) {
      for (const octet of octets) {
        socket.write(octet, 'latin1')
        await setImmediate()
      }
    },
    async repeats(octets, every = 0) {
      while (!isClosed()) {
        const hasRoom = socket.write(octets, 'latin1')
        if (every > 0) await setTimeout(every)
        else if (hasRoom) await setImmediate()
        else await any('drain', 'close')
      }
    },
    stays: async () => {
      if (!isClosed()) await any('close')
    },
    hears,
    async answers(octets) {
      await hears()
      socket.write(octets, 'latin1')
    },
    async upgrades(certificate) {
      plain.off('data', listens).off('end', leaves)
      const encrypted = new TLSSocket(plain, { isServer: true, ...certificate })
      attach(encrypted)
      await once(encrypted, 'secure')
    },
    resets: () => void socket.resetAndDestroy(),
  })
  socket.end()
}

function addressOf(address: AddressInfo | string | null): AddressInfo {
  if (address === null || typeof address === 'string') throw new Error('the peer has no port')
  return address
}
