import { EventEmitter, once } from 'node:events'
import type { Socket } from 'node:net'
import { startReferenceServer, type ReferenceServer, type ServerOptions, type Service } from '../../index.ts'
import { seededChance } from '../../surroundings/chance.ts'
import { createMemoryFiles } from '../../surroundings/files.ts'
import type { LogEntry } from '../../surroundings/log.ts'
import { socketPeerAddress } from '../../surroundings/real-surroundings.ts'
import { createVirtualClock, type VirtualClock } from '../../surroundings/virtual-clock.ts'
import { createZoneResolver } from '../../surroundings/zone-resolver.ts'

// A whole server on loopback ports, for the tests of what its ports bear.

/** A server under a clock that stands still. */
export interface TestedServer extends AsyncDisposable {
  readonly clock: VirtualClock
  readonly entries: readonly LogEntry[]
  readonly accounts: ReferenceServer['accounts']
  readonly queued: ReferenceServer['queued']
  readonly port: (service: Service) => number
  /** Settles when so many connections have been taken, from the first on. */
  readonly hasTaken: (connections: number) => Promise<void>
}

export interface TestedServerOptions {
  readonly services: readonly Service[]
  readonly certificate?: ServerOptions['certificate']
  /** What is set besides the server's own settings. */
  readonly policy?: ServerOptions['policy']
  readonly store?: ServerOptions['store']
}

/** Opens the services. Mail for local.test is local; alice's password is "open sesame". */
export async function openServer({
  services,
  certificate,
  policy = {},
  store,
}: TestedServerOptions): Promise<TestedServer> {
  const clock = createVirtualClock()
  const entries: LogEntry[] = []
  const sockets = new Set<Socket>()
  const arrivals = new EventEmitter()
  const anyPort = { host: '127.0.0.1', port: 0 }
  const server = await startReferenceServer(
    {
      profile: 'kerio',
      policy: {
        ...policy,
        server: { hostname: 'mail.local.test', ...policy.server },
        domains: { local: ['local.test'] },
        accounts: { 'alice@local.test': { password: 'open sesame' }, ...policy.accounts },
      },
      listen: Object.fromEntries(services.map((service) => [service, anyPort])),
      ...(certificate && { certificate }),
      ...(store && { store }),
    },
    {
      clock,
      resolver: createZoneResolver(() => ({})),
      log: (entry) => entries.push(entry),
      files: createMemoryFiles(),
      interfaceNetworks: () => [],
      peerAddress: (socket) => {
        sockets.add(socket)
        arrivals.emit('one')
        return socketPeerAddress(socket)
      },
      dial: (address) => address,
      random: seededChance('listen'),
    },
  )
  return {
    clock,
    entries,
    accounts: server.accounts,
    queued: () => server.queued(),
    port: (service) => server.endpoint(service)?.port ?? 0,
    hasTaken: async (wanted) => {
      while (sockets.size < wanted) await once(arrivals, 'one')
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}
