import { isIP, type Socket } from 'node:net'
import { connect, createSecureContext, type SecureContext, type TLSSocket } from 'node:tls'
import { tlsVersions, type Handshake, type TlsVersion } from '../evidence/handshake.ts'
import type { Address } from './address.ts'

/** Starts TLS on an open socket; the handshake is still to come. */
export function secure(plain: Socket, { host, tls }: Address, versions = tls?.versions): TLSSocket {
  const servername = tls?.servername ?? host
  const { ca, verifies = ca !== undefined } = tls ?? {}
  return connect({
    socket: plain,
    host,
    // Nobody needs the authorities of the world where nothing is verified; it costs much to load them.
    secureContext: trusting(ca ?? (verifies ? 'the world' : 'nobody'), versions),
    rejectUnauthorized: verifies,
    ...(isIP(servername) === 0 && { servername }),
  })
}

const contexts = new Map<string, SecureContext>()

/** What it takes to trust an authority and to offer these versions, read once for all sessions. */
function trusting(
  ca: 'the world' | 'nobody' | (string & {}),
  versions: readonly TlsVersion[] = [],
): SecureContext {
  const name = [...versions, ca].join(' ')
  const known = contexts.get(name)
  if (known) return known
  const authorities = ca === 'the world' ? {} : { ca: ca === 'nobody' ? [] : [ca] }
  const context = createSecureContext({ ...authorities, ...only(versions) })
  contexts.set(name, context)
  return context
}

/** Offers these versions and those between them. */
function only(versions: readonly TlsVersion[]) {
  const spoken = tlsVersions.filter((version) => versions.includes(version))
  const [minVersion] = spoken
  if (minVersion === undefined) return {}
  const maxVersion = spoken.at(-1)
  // OpenSSL considers the signatures of TLS 1.0 and 1.1 insecure.
  const isOld = minVersion === 'TLSv1' || minVersion === 'TLSv1.1'
  return { minVersion, maxVersion, ...(isOld && { ciphers: 'DEFAULT@SECLEVEL=0' }) }
}

/** What a handshake came to. */
export function handshakeOf(socket: TLSSocket): Handshake {
  const { subject } = socket.getPeerCertificate()
  const name: string | readonly string[] | undefined = subject?.CN
  return { version: socket.getProtocol() ?? 'none', certificate: [name ?? ''].flat().join(', ') }
}
