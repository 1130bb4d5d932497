import { isIP, type Socket } from 'node:net'
import { connect, createSecureContext, type SecureContext, type TLSSocket } from 'node:tls'
import type { Address } from './address.ts'

/** Starts TLS on an open socket; the handshake is still to come. */
export function secure(plain: Socket, { host, tls }: Address): TLSSocket {
  const servername = tls?.servername ?? host
  const { ca, verifies = ca !== undefined } = tls ?? {}
  return connect({
    socket: plain,
    host,
    // Nobody needs the authorities of the world where nothing is verified; it costs much to load them.
    secureContext: trusting(ca ?? (verifies ? 'the world' : 'nobody')),
    rejectUnauthorized: verifies,
    ...(isIP(servername) === 0 && { servername }),
  })
}

const contexts = new Map<string, SecureContext>()

/** What it takes to trust an authority, read once for all sessions. */
function trusting(ca: 'the world' | 'nobody' | (string & {})): SecureContext {
  const known = contexts.get(ca)
  if (known) return known
  const context = createSecureContext(ca === 'the world' ? {} : { ca: ca === 'nobody' ? [] : [ca] })
  contexts.set(ca, context)
  return context
}
