import type { Socket } from 'node:net'
import { sourceOf } from '../policy/addresses/ip-address.ts'
import { createSmtpService } from '../smtp/service.ts'
import type { SmtpHost } from '../smtp/session.ts'
import type { Surroundings } from '../surroundings/surroundings.ts'
import { ConnectionCounts, type ConnectionLimits } from './connection-counts.ts'
import { Goodbyes, type AtShutDown } from './goodbyes.ts'
import { listen, type Listener } from './listener.ts'
import { serveImap, servePop3, type MailboxHost } from './mailbox.ts'
import type { PlacedDoor } from './doors.ts'
import { isImplicitTls, serviceTable, type Endpoint, type Service } from './service.ts'
import { secure, type Tls } from './tls.ts'
import { turnAway } from './turn-away.ts'

/** What the services need from the server. */
export interface ServicesHost {
  readonly surroundings: Surroundings
  /** The TLS of a service, asked at each connection; without one there is neither STARTTLS nor an implicit service. */
  readonly tls: (service: Service) => Tls | undefined
  readonly smtp: Omit<SmtpHost, 'port' | 'startTls'>
  readonly mailbox: MailboxHost
  /** Asked at each connection. */
  readonly limits: () => ConnectionLimits
}

/** The ports of a server. */
export interface OpenServices extends AsyncDisposable {
  /** Where a service is found: the first of its doors, or the one with this port and on this interface. */
  endpoint(service: string, at?: Partial<Pick<PlacedDoor, 'port' | 'address'>>): Endpoint | undefined
  /**
   * Closes the ports that are not among these and opens those that are missing; open sessions continue.
   *
   * @throws why a port cannot be opened
   */
  follow(doors: readonly PlacedDoor[]): Promise<void>
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
interface Behind {
  readonly service: Service
  readonly serve: (tls: Tls | undefined) => Serve
  readonly host: ServicesHost
  readonly goodbyes: Goodbyes
  readonly counts: ConnectionCounts
}

interface Opened extends PlacedDoor {
  readonly listener: Listener
}

/** Opens the ports asked for, all or none. */
export async function openServices(wanted: readonly PlacedDoor[], host: ServicesHost): Promise<OpenServices> {
  const goodbyes = new Goodbyes()
  const counts = new ConnectionCounts()
  const { clock, log } = host.surroundings
  const refused = (cause: Error) =>
    log({ at: clock.now(), level: 'warning', event: 'connection-refused', cause })
  let opened: readonly Opened[] = []
  const listeners: Listener[] = []
  const close = async (): Promise<void> => {
    goodbyes.sayAll()
    await Promise.all(listeners.map((listener) => listener.close()))
  }
  const open = async (door: PlacedDoor): Promise<Opened> => {
    const { service, place } = door
    if (isImplicitTls(service) && !host.tls(service)) throw new Error(`${service} needs a certificate`)
    const behind = { service, serve: speaker(door, host), host, goodbyes, counts }
    const listener = await listen(place, (socket) => void receive(socket, behind), refused)
    listeners.push(listener)
    return { ...door, listener }
  }
  const follow = async (doors: readonly PlacedDoor[]): Promise<void> => {
    const staying = opened.filter((one) => doors.some((door) => isSameDoor(door, one)))
    const leaving = opened.filter((one) => !staying.includes(one))
    for (const { listener } of leaving) listener.stopsListening()
    opened = staying
    for (const door of doors) {
      if (!staying.some((one) => isSameDoor(door, one))) opened = [...opened, await open(door)]
    }
  }
  try {
    await follow(wanted)
  } catch (cause) {
    await close()
    throw cause
  }
  return {
    endpoint: (service, at = {}) =>
      opened.find(
        (door) =>
          door.service === service &&
          (at.port ?? door.port) === door.port &&
          (at.address === undefined || door.address === undefined || at.address === door.address),
      )?.listener.endpoint,
    follow,
    [Symbol.asyncDispose]: close,
  }
}

const isSameDoor = (one: PlacedDoor, other: PlacedDoor): boolean =>
  one.service === other.service &&
  one.port === other.port &&
  one.address === other.address &&
  one.place.host === other.place.host &&
  one.place.port === other.place.port

/** Hands a connection to its protocol; a fault in it affects no other connection. */
async function receive(socket: Socket, door: Behind): Promise<void> {
  const { service, serve, host, goodbyes } = door
  const { clock, log, peerAddress } = host.surroundings
  const tls = host.tls(service)
  const atShutDown = goodbyes.of(socket)
  socket.on('error', (cause) => log({ at: clock.now(), level: 'info', event: 'connection-lost', cause }))
  try {
    const address = peerAddress(socket)
    // A connection without a peer address has already gone.
    if (address === '') socket.destroy()
    else if (!hasRoom(socket, address, door)) return
    else if (!isImplicitTls(service)) serve(tls)(socket, { address, secure: false, atShutDown })
    else if (tls) serve(undefined)(await secure(socket, tls), { address, secure: true, atShutDown })
    else socket.destroy()
  } catch (cause) {
    log({ at: clock.now(), level: 'info', event: 'connection-lost', cause })
    socket.destroy()
  }
}

/** Counts a connection while it is open; one beyond the limit is turned away. */
function hasRoom(socket: Socket, address: string, { service, host, counts }: Behind): boolean {
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

/** The protocol of a service, with the TLS that a client may start. */
function speaker({ service, port, place }: PlacedDoor, host: ServicesHost): (tls: Tls | undefined) => Serve {
  const { surroundings } = host
  const { protocol, port: usualPort } = serviceTable[service]
  if (protocol !== 'smtp') {
    const serveMailbox = protocol === 'pop3' ? servePop3 : serveImap
    return (tls) =>
      (socket, { address, secure: secured, atShutDown }) => {
        const connection = { host: host.mailbox, peerAddress: address, secure: secured, tls, atShutDown }
        serveMailbox(socket, connection).catch((cause: unknown) => {
          const at = surroundings.clock.now()
          surroundings.log({ at, level: 'info', event: `${service}-connection-lost`, cause })
          socket.destroy()
        })
      }
  }
  const serving = (tls: Tls | undefined): Serve => {
    const startTls = tls && ((socket: Socket) => secure(socket, tls))
    // Rules know the port for submission by its number, and the others by what they are for.
    const known = place.countsAs ?? (service === 'submission' ? port : usualPort)
    const created = createSmtpService({ ...host.smtp, port: known, startTls })
    return (socket, peer) => {
      const session = created.serve(socket, peer)
      peer.atShutDown(() => session.shutDown())
    }
  }
  let last: { readonly tls: Tls | undefined; readonly serve: Serve } | undefined
  return (tls) => (last?.tls === tls && last ? last : (last = { tls, serve: serving(tls) })).serve
}
