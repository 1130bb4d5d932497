import type { Socket } from 'node:net'
import type { Clock } from './clock.ts'
import type { Files } from './files.ts'
import type { Log } from './log.ts'
import type { Resolver } from './resolver.ts'

/**
 * What a server finds around it and cannot make itself. The real ones stand in this folder; scenarios hand in
 * stand-ins, so that time, names, addresses and chance are theirs to decide.
 */
export interface Surroundings {
  readonly clock: Clock
  readonly resolver: Resolver
  readonly log: Log
  /** The product's own files: bypass file, hosts file. */
  readonly files: Files
  /** The networks of the machine's own interfaces, in CIDR notation. */
  readonly interfaceNetworks: () => readonly string[]
  /** The address the server sees on the other side of a socket; scenarios map bound loopback addresses. */
  readonly peerAddress: (socket: Socket) => string
  /** Where a connection to `host:port` really goes; scenarios send stage addresses to loopback ports. */
  readonly dial: (address: { host: string; port: number }) => { host: string; port: number }
  /** `octets` unpredictable octets; seeded in scenarios. */
  readonly random: (octets: number) => Buffer
}
