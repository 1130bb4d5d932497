import type { Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { SMTPServer } from 'smtp-server'
import { SmtpConnection, type Peer } from './connection.ts'
import type { SmtpHost } from './session.ts'

/** One SMTP service: it takes connected sockets and opens none. */
export interface SmtpService {
  /** Speaks SMTP over a socket; one with implicit TLS comes after its handshake. */
  serve(socket: Socket | TLSSocket, peer: Peer): SmtpOpenSession
}

/** A session as the owner of its socket sees it. */
export interface SmtpOpenSession {
  /** Says that the server is closing, and ends. */
  shutDown(): void
}

/** Starts a service. Work that can wait until a client connects is deferred. */
export function createSmtpService(host: SmtpHost): SmtpService {
  const server = new ConnectionKeeper()
  const note = (cause: unknown) =>
    host.log({ at: host.clock.now(), level: 'info', event: 'smtp-connection-lost', cause })
  return {
    serve: (socket, peer) => {
      const connection = new SmtpConnection(server, socket, host, peer)
      server.connections.add(connection)
      connection.on('error', note)
      connection.init()
      return connection
    },
  }
}

/** The library's server, of which only the keeping of connections is used. */
class ConnectionKeeper extends SMTPServer {
  constructor() {
    // With STARTTLS hidden the library does not warn of its published test key, which nobody gets to see. A given name
    // saves it from asking the machine for one at each connection.
    super({ hideSTARTTLS: true, disableReverseLookup: true, name: 'smtp' })
  }

  /** The library makes a TLS context, which is slow, when it is constructed; TLS is not its business here. */
  override updateSecureContext(): void {
    this.secureContext = new Map()
  }
}
