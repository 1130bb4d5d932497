import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { isImplicitTls } from '#reference-server'
import { certificateFor } from '../../../scenarios/targets/certificate.ts'
import { doors } from '../attack.ts'

/** How a small server differs from a sound one. */
export interface Faults {
  readonly onConnection?: () => void
  /** What it does to a client that says hello. */
  readonly onHello?: (closesPorts: () => void) => void
  readonly ignoresSigterm?: boolean
}

/** Opens every door, greets every client, and introduces itself as a victim does. */
export async function openSmallServer({
  onConnection,
  onHello,
  ignoresSigterm = false,
}: Faults): Promise<void> {
  const certificate = await certificateFor({ hostname: 'small.test', address: '127.0.0.1', keys: 'ec' })
  const servers: Server[] = []
  const closesPorts = () => servers.forEach((server) => server.close())
  const greets = (socket: Socket) => {
    onConnection?.()
    socket.on('error', () => {})
    socket.on('data', (chunk: Buffer) => {
      if (chunk.includes('hello')) onHello?.(closesPorts)
    })
    socket.write('220 small.test\r\n')
  }
  const ports = await Promise.all(
    doors.map(async (door) => {
      const server = isImplicitTls(door) ? createTlsServer(certificate, greets) : createServer(greets)
      servers.push(server)
      await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
      return [door, portOf(server.address())] as const
    }),
  )
  process.on('disconnect', () => process.exit())
  process.on('SIGTERM', () => void (ignoresSigterm || process.exit()))
  process.send?.({ token: 'none', ports: Object.fromEntries(ports) })
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('it has no port')
  return address.port
}
