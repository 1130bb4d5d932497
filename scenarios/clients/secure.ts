import { isIP, type Socket } from 'node:net'
import { connect, type TLSSocket } from 'node:tls'
import type { Address } from './address.ts'

/** Starts TLS on an open socket; the handshake is still to come. */
export function secure(plain: Socket, { host, tls }: Address): TLSSocket {
  const servername = tls?.servername ?? host
  const { ca, verifies = ca !== undefined } = tls ?? {}
  return connect({
    socket: plain,
    host,
    // An empty list keeps Node from loading all the authorities of the world where nobody needs them.
    ...((ca !== undefined || !verifies) && { ca: ca === undefined ? [] : [ca] }),
    rejectUnauthorized: verifies,
    ...(isIP(servername) === 0 && { servername }),
  })
}
