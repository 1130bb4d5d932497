import { createServer, type AddressInfo, type Socket } from 'node:net'
import { HarnessFault } from '../evidence/faults.ts'

/** A port on which a peer listens, and which it may leave for a while: then connections to it are refused. */
export interface Listening {
  /** The latest port; a peer that may have any has another one after every return. */
  readonly port: number
  readonly isThere: boolean
  returns(): Promise<void>
  leaves(): Promise<void>
}

export interface ListeningPlace {
  /** Whose port it is: `smarthost`. */
  readonly role: string
  readonly host: string
  /** 0 for any free port. */
  readonly port: number
}

/** Listens for connections. @throws HarnessFault when it cannot listen there */
export async function listensAt(
  { role, host, port: wanted }: ListeningPlace,
  accepts: (socket: Socket) => void,
): Promise<Listening> {
  const server = createServer(accepts)
  let port = wanted
  const returns = async (): Promise<void> => {
    if (server.listening) return
    await new Promise<void>((resolve, reject) => {
      server.once('error', (cause) =>
        reject(new HarnessFault(`the ${role} cannot listen on ${host}`, { cause })),
      )
      server.listen(wanted, host, resolve)
    })
    port = portOf(server.address())
  }
  await returns()
  return {
    get port() {
      return port
    },
    get isThere() {
      return server.listening
    },
    returns,
    leaves: async () => {
      if (server.listening) await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new HarnessFault('the peer has no port')
  return address.port
}
