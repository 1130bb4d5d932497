import type { Socket } from 'node:net'
import { networkInterfaces } from 'node:os'
import { realChance } from './chance.ts'
import { realFiles } from './files.ts'
import { silentLog, type Log } from './log.ts'
import { realClock } from './real-clock.ts'
import { createRealResolver } from './real-resolver.ts'
import type { Surroundings } from './surroundings.ts'

/** The address on the other side as the socket tells it; an IPv4-mapped IPv6 address counts as IPv4. */
export const socketPeerAddress = (socket: Socket): string =>
  (socket.remoteAddress ?? '').replace(/^::ffff:(?=\d+\.)/i, '')

/** The networks of this machine's interfaces: `127.0.0.1/8`, `::1/128`. */
const interfaceNetworks = (): readonly string[] =>
  Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .flatMap(({ cidr }) => cidr ?? [])

/**
 * The machine as it is: its clock, its name servers, its sockets.
 *
 * @param folder where the product's own files stand
 */
export const realSurroundings = (log: Log = silentLog, folder = '.'): Surroundings => ({
  clock: realClock,
  resolver: createRealResolver(),
  log,
  files: realFiles(folder),
  interfaceNetworks,
  peerAddress: socketPeerAddress,
  dial: (address) => address,
  random: realChance,
})
