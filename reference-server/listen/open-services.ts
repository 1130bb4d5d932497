import type { Socket } from 'node:net'
import { sourceOf } from '../policy/addresses/ip-address.ts'
import { createSmtpService } from '../smtp/service.ts'
import type { SmtpHost } from '../smtp/session.ts'
import type { Surroundings } from '../surroundings/surroundings.ts'
import { ConnectionCounts, type ConnectionLimits } from './connection-counts.ts'
import { Goodbyes, type AtShutDown } from './goodbyes.ts'
import { listen, type Listener } from './listener.ts'
import { serveImap, servePop3, type MailboxHost } from './mailbox.ts'
import { isImplicitTls, serviceTable, type Endpoint, type Service, type ServicePlace } from './service.ts'
import { secure, type Tls } from './tls.ts'
import { turnAway } from './turn-away.ts'

/** What the services need from the server. */
export interface ServicesHost {
  readonly surroundings: Surroundings
  /** The TLS of each protocol; without one there is neither STARTTLS nor an implicit service. */
  readonly tls: { readonly smtp: Tls | undefined; readonly mailbox: Tls | undefined }
  readonly smtp: Omit<SmtpHost, 'port' | 'startTls'>
  readonly mailbox: MailboxHost
  /** Asked at each connection. */
  readonly limits: () => ConnectionLimits
}

/** The ports of a server, by service. */
export interface OpenServices extends AsyncDisposable {
  readonly endpoints: ReadonlyMap<string, Endpoint>
}

/** A connection as it is handed to its protocol. */
interface Peer {
  readonly address: string
  /** Whether TLS is already spoken. */
  readonly secure: boolean
  readonly atShutDown: AtShutDown
}

type Serve = (socket: Socket, peer: Peer) => void

/** What a connection finds behind the port it came to. */
interface Door {
  readonly service: Service
  readonly serve: Serve
  readonly host: ServicesHost
  readonly goodbyes: Goodbyes
  readonly counts: ConnectionCounts
}

/** Opens the ports asked for, all or none. */
export async function openServices(
  wanted: ReadonlyMap<Service, ServicePlace>,
  host: ServicesHost,
): Promise<OpenServices> {
  const goodbyes = new Goodbyes()
  const counts = new ConnectionCounts()
  const listeners = new Map<Service, Listener>()
  const close = async (): Promise<void> => {
    goodbyes.sayAll()
    await Promise.all([...listeners.values()].map((listener) => listener.close()))
  }
  const { clock, log } = host.surroundings
  const refused = (cause: Error) =>
    log({ at: clock.now(), level: 'warning', event: 'connection-refused', cause })
  try {
    for (const [service, place] of wanted) {
      if (isImplicitTls(service) && !tlsOf(service, host)) throw new Error(`${service} needs a certificate`)
      const door = { service, serve: speaker([service, place], host), host, goodbyes, counts }
      listeners.set(service, await listen(place, (socket) => void receive(socket, door), refused))
    }
  } catch (cause) {
    await close()
    throw cause
  }
  return {
    endpoints: new Map([...listeners].map(([service, listener]) => [service, listener.endpoint])),
    [Symbol.asyncDispose]: close,
  }
}

/** Hands a connection to its protocol; a fault in it affects no other connection. */
async function receive(socket: Socket, door: Door): Promise<void> {
  const { service, serve, host, goodbyes } = door
  const { clock, log, peerAddress } = host.surroundings
  const tls = tlsOf(service, host)
  const atShutDown = goodbyes.of(socket)
  socket.on('error', (cause) => log({ at: clock.now(), level: 'info', event: 'connection-lost', cause }))
  try {
    const address = peerAddress(socket)
    // A connection without a peer address has already gone.
    if (address === '') socket.destroy()
    else if (!hasRoom(socket, address, door)) return
    else if (!isImplicitTls(service)) serve(socket, { address, secure: false, atShutDown })
    else if (tls) serve(await secure(socket, tls), { address, secure: true, atShutDown })
    else socket.destroy()
  } catch (cause) {
    log({ at: clock.now(), level: 'info', event: 'connection-lost', cause })
    socket.destroy()
  }
}

/** Counts a connection while it is open; one beyond the limit is turned away. */
function hasRoom(socket: Socket, address: string, { service, host, counts }: Door): boolean {
  const { limits, smtp, surroundings } = host
  const taken = counts.take(sourceOf(address), limits())
  if (typeof taken === 'function') {
    socket.once('close', taken)
    return true
  }
  const facts = { service, address, full: taken }
  surroundings.log({ at: surroundings.clock.now(), level: 'info', event: 'connection-turned-away', facts })
  turnAway(socket, service, taken, smtp)
  return false
}

const tlsOf = (service: Service, { tls }: ServicesHost): Tls | undefined =>
  serviceTable[service].protocol === 'smtp' ? tls.smtp : tls.mailbox

/** The protocol of a service. */
function speaker([service, place]: readonly [Service, ServicePlace], host: ServicesHost): Serve {
  const { surroundings } = host
  const { protocol, port } = serviceTable[service]
  const tls = tlsOf(service, host)
  if (protocol !== 'smtp') {
    const serveMailbox = protocol === 'pop3' ? servePop3 : serveImap
    return (socket, { address, secure: secured, atShutDown }) => {
      const connection = {
        host: host.mailbox,
        peerAddress: address,
        secure: secured,
        tls: secured ? undefined : tls,
        atShutDown,
      }
      serveMailbox(socket, connection).catch((cause: unknown) => {
        const at = surroundings.clock.now()
        surroundings.log({ at, level: 'info', event: `${service}-connection-lost`, cause })
        socket.destroy()
      })
    }
  }
  const startTls = tls && ((socket: Socket) => secure(socket, tls))
  const created = createSmtpService({ ...host.smtp, port: place.policyPort ?? port, startTls })
  return (socket, peer) => {
    const session = created.serve(socket, peer)
    peer.atShutDown(() => session.shutDown())
  }
}
