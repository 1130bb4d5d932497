import { constants } from 'node:crypto'
import type { Socket } from 'node:net'
import { createSecureContext, TLSSocket, type SecureContext, type SecureVersion } from 'node:tls'
import type { Clock } from '../surroundings/clock.ts'

/** PEM text of a certificate chain and its key. */
export interface Certificate {
  readonly cert: string
  readonly key: string
}

/** The TLS of one service. Its context is expensive, so it is created when the first client needs it. */
export interface Tls {
  readonly context: () => SecureContext
  /** Limits how long a handshake may take. */
  readonly clock: Clock
}

/** How long a handshake may take, in milliseconds. */
export const handshakeLimit = 60_000

const versions: readonly SecureVersion[] = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3']

const switchedOff: Readonly<Record<SecureVersion, number>> = {
  TLSv1: constants.SSL_OP_NO_TLSv1,
  'TLSv1.1': constants.SSL_OP_NO_TLSv1_1,
  'TLSv1.2': constants.SSL_OP_NO_TLSv1_2,
  'TLSv1.3': constants.SSL_OP_NO_TLSv1_3,
}

/**
 * Keeps a certificate until it is needed.
 *
 * @param allowed the permitted versions; an empty list leaves the choice to the TLS library
 */
export function createTls(
  certificate: Certificate,
  clock: Clock,
  allowed: readonly SecureVersion[] = [],
): Tls {
  let context: SecureContext | undefined
  return { context: () => (context ??= createSecureContext({ ...certificate, ...only(allowed) })), clock }
}

/** Gives the TLS of a certificate: the same each time it is asked, until others have been. */
export function keepsTls(
  clock: Clock,
): (certificate: Certificate | undefined, allowed: readonly SecureVersion[]) => Tls | undefined {
  const known = new Map<string, Tls>()
  return (certificate, allowed) => {
    if (certificate === undefined) return undefined
    const of = JSON.stringify([certificate, allowed])
    const tls = known.get(of) ?? createTls(certificate, clock, allowed)
    if (known.size >= mostKept) known.clear()
    known.set(of, tls)
    return tls
  }
}

const mostKept = 16

function only(allowed: readonly SecureVersion[]): object {
  const spoken = versions.filter((version) => allowed.includes(version))
  const [lowest] = spoken
  if (lowest === undefined) return {}
  const rest = versions.filter((version) => !spoken.includes(version))
  // OpenSSL considers the signatures of TLS 1.0 and 1.1 insecure.
  const old = lowest === 'TLSv1' || lowest === 'TLSv1.1'
  return {
    minVersion: lowest,
    maxVersion: spoken.at(-1),
    secureOptions: rest.reduce((options, version) => options | switchedOff[version], 0),
    ...(old && { ciphers: 'DEFAULT@SECLEVEL=0' }),
  }
}

/**
 * Does the server's part of the handshake. If it fails, ends or takes longer than `handshakeLimit`, the socket is
 * destroyed.
 *
 * @throws why there is no TLS
 */
export function secure(socket: Socket, { context, clock }: Tls): Promise<TLSSocket> {
  return new Promise((secured, fail) => {
    const over = new TLSSocket(socket, { isServer: true, secureContext: context() })
    const failed = (cause?: unknown): void => {
      limit.cancel()
      over.destroy()
      socket.destroy()
      fail(cause instanceof Error ? cause : new Error('the connection ended in the TLS handshake'))
    }
    const limit = clock.timer(handshakeLimit, () => failed(new Error('the TLS handshake took too long')))
    over.on('error', failed)
    // A client that ends its side during the handshake sends nothing more, and would stay half open.
    over.once('end', failed)
    over.once('close', failed)
    over.once('secure', () => {
      limit.cancel()
      over.off('error', failed)
      over.off('end', failed)
      over.off('close', failed)
      secured(over)
    })
  })
}
