import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import type { Place } from './enclosure.ts'

/** Listeners of this machine for ports of a server whose network is apart from it. */
export interface Proxies {
  /** Port of the server → where it is reached. */
  readonly places: ReadonlyMap<number, Place>
  closes(): Promise<void>
}

/**
 * Opens a listener for each port. What connects to it is handed on behind a header of the PROXY protocol, version 1, by
 * which the server knows the address the client was bound to.
 *
 * @param reaches where a port of the server is at the moment; undefined while there is none
 */
export async function openProxies(
  ports: readonly number[],
  reaches: (port: number) => Place | undefined,
): Promise<Proxies> {
  const places = new Map<number, Place>()
  const servers: Server[] = []
  for (const port of ports) {
    const server = createServer({ allowHalfOpen: true }, (client) => handsOn(client, reaches(port)))
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, host, resolve))
    const address: AddressInfo | string | null = server.address()
    if (address !== null && typeof address === 'object') places.set(port, { host, port: address.port })
    servers.push(server.unref())
  }
  return {
    places,
    closes: async () => {
      for (const server of servers) await new Promise<void>((resolve) => void server.close(() => resolve()))
    },
  }
}

const host = '127.0.0.1'

function handsOn(client: Socket, place: Place | undefined): void {
  if (!place) return void client.destroy()
  const server = connect({ ...place, allowHalfOpen: true })
  const { remoteAddress, localAddress, remotePort, localPort } = client
  server.write(`PROXY TCP4 ${remoteAddress} ${localAddress} ${remotePort} ${localPort}\r\n`)
  client.pipe(server)
  server.pipe(client)
  // If one side ends, so does the other.
  for (const [one, other] of [
    [client, server],
    [server, client],
  ] as const) {
    one.once('error', () => other.destroy())
    one.once('close', () => other.destroySoon())
  }
}
