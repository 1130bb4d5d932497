import type { Socket } from 'node:net'
import { realChance } from './chance.ts'
import { silentLog, type Log } from './log.ts'
import { realClock } from './real-clock.ts'
import { createRealResolver } from './real-resolver.ts'
import type { Surroundings } from './surroundings.ts'

/** The address on the other side as the socket tells it; an IPv4-mapped IPv6 address counts as IPv4. */
export const socketPeerAddress = (socket: Socket): string =>
  (socket.remoteAddress ?? '').replace(/^::ffff:(?=\d+\.)/i, '')

/** The machine as it is: its clock, its name servers, its sockets. */
export const realSurroundings = (log: Log = silentLog): Surroundings => ({
  clock: realClock,
  resolver: createRealResolver(),
  log,
  peerAddress: socketPeerAddress,
  dial: (address) => address,
  random: realChance,
})
