import { createServer, type Socket } from 'node:net'
import type { Endpoint } from './service.ts'

/** A port somebody listens on. */
export interface Listener {
  /** As bound: port 0 has become a real one. */
  readonly endpoint: Endpoint
  /** Stops listening and drops the connections that are still there. */
  close(): Promise<void>
}

/**
 * Listens on a TCP port and hands over each connection.
 *
 * @param onRefused hears why a connection could not be taken, such as a want of descriptors; listening goes on
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
    close: () =>
      new Promise((closed) => {
        server.close(() => closed())
        // What was just written goes out first; nobody is waited for.
        setImmediate(() => {
          for (const socket of sockets) socket.destroy()
        })
      }),
  }
}
