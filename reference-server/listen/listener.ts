import { createServer, type Socket } from 'node:net'
import type { Endpoint } from './service.ts'

/** A listening port. */
export interface Listener {
  /** As bound: port 0 has been replaced by the real port. */
  readonly endpoint: Endpoint
  /** Stops listening; the connections that are there go on. */
  stopsListening(): void
  /** Stops listening and drops the connections that are still there. */
  close(): Promise<void>
}

/**
 * Listens on a TCP port and hands over each connection.
 *
 * @param onRefused told why a connection could not be accepted, such as too few descriptors; listening continues
 */
export async function listen(
  { host, port }: Endpoint,
  onConnection: (socket: Socket) => void,
  onRefused: (cause: Error) => void,
): Promise<Listener> {
  const sockets = new Set<Socket>()
  // A client may end its side and still wait for our last reply: the session decides when to end ours.
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    onConnection(socket)
  })
  await new Promise<void>((ready, fail) => {
    server.once('error', fail)
    server.listen({ host, port }, ready)
  })
  server.on('error', onRefused)
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error(`${host}:${port} is no TCP address`)
  return {
    endpoint: { host, port: address.port },
    stopsListening: () => void server.close(),
    close: () =>
      new Promise((closed) => {
        // The callback comes when the last connection has gone, whether it was listening still or not.
        server.close(() => closed())
        // Sends what was just written first, without waiting for the client.
        setImmediate(() => {
          for (const socket of sockets) socket.destroy()
        })
      }),
  }
}
