import { createConnection, createServer, type Server, type Socket } from 'node:net'
import { usualPeerBounds } from '../../evidence/bounds.ts'
import { HarnessFault } from '../../evidence/faults.ts'
import type { SessionTap } from '../../evidence/recorder.ts'
import type { Address } from '../address.ts'
import { usualDeadlines } from '../deadlines.ts'
import { endingOf, isOurs } from '../socket-errors.ts'
import { recordPassing } from './passing.ts'

export interface ForwarderOptions {
  /** Where the service listens, and the source address to bind on the way there. */
  readonly to: Address
  /** Starts the record of one connection. */
  readonly opens: () => SessionTap
  /** Breaks all connections off as soon as it is aborted. */
  readonly signal?: AbortSignal
}

/** A loopback port that leads to a service, for clients that can neither bind an address nor be recorded. */
export interface Forwarder extends AsyncDisposable {
  readonly address: { readonly host: string; readonly port: number }
  /** Waits a short time for open connections to end, and stops. @throws HarnessFault when our own address was at fault */
  close(): Promise<void>
}

export async function openForwarder({ to, opens, signal }: ForwarderOptions): Promise<Forwarder> {
  const open = new Set<Promise<void>>()
  const sockets = new Set<Socket>()
  let fault: HarnessFault | undefined
  const breaksOff = (): void => sockets.forEach((socket) => socket.destroy())
  signal?.addEventListener('abort', breaksOff)
  // A client that closes its half still gets the server's last words.
  const server = createServer({ allowHalfOpen: true }, (client) => {
    const outward = dial(to)
    const tap = opens()
    outward.on('error', (error) => {
      if (isOurs(error)) fault = new HarnessFault(`${tap.id}: cannot connect`, { cause: error })
    })
    sockets.add(client).add(outward)
    if (signal?.aborted) breaksOff()
    open.add(forward(client, outward, tap, to.tls?.mode === 'implicit'))
  })
  const close = async () => {
    const late = setTimeout(breaksOff, usualDeadlines.close)
    await Promise.all(open)
    clearTimeout(late)
    signal?.removeEventListener('abort', breaksOff)
    await new Promise<void>((resolve) => server.close(() => resolve()))
    if (fault !== undefined) throw fault
  }
  const port = await listening(server)
  return { address: { host: '127.0.0.1', port }, close, [Symbol.asyncDispose]: close }
}

function dial({ host, port, localAddress }: Address): Socket {
  const bound = localAddress === undefined ? {} : { localAddress }
  return createConnection({ host, port, allowHalfOpen: true, noDelay: true, ...bound })
}

/** Passes octets both ways, recorded before they go on, until both sides have closed. */
async function forward(client: Socket, outward: Socket, tap: SessionTap, opaque: boolean): Promise<void> {
  const passing = recordPassing(tap, opaque)
  let heard = 0
  outward.on('data', (chunk: Buffer) => {
    heard += chunk.length
    if (heard <= usualPeerBounds.replyOctets) return
    passing.ends('error', `sent more than ${usualPeerBounds.replyOctets} octets`)
    outward.destroy()
    client.destroy()
  })
  const from = (side: Socket, dir: 'C' | 'S', by: 'client' | 'server', other: Socket) => {
    side.on('data', (chunk: Buffer) => passing.passes(dir, chunk))
    side.on('end', () => passing.ends(by))
    side.on('error', (error) => {
      const ending = endingOf(error)
      passing.ends(side === client ? 'client' : ending.by, ending.why)
      other.destroy()
    })
    side.pipe(other)
  }
  from(client.setNoDelay(true), 'C', 'client', outward)
  from(outward, 'S', 'server', client)
  await Promise.all([closed(client), closed(outward)])
  passing.closes()
}

const closed = (side: Socket) => new Promise<void>((resolve) => void side.once('close', () => resolve()))

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(new HarnessFault('the forwarder cannot listen', { cause })))
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new HarnessFault('the forwarder has no port')
  return address.port
}
