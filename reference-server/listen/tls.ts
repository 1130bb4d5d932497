import { constants } from 'node:crypto'
import type { Socket } from 'node:net'
import { createSecureContext, TLSSocket, type SecureContext, type SecureVersion } from 'node:tls'

/** PEM text of a certificate chain and its key. */
export interface Certificate {
  readonly cert: string
  readonly key: string
}

/** The TLS of one service. Its context costs time and is made when the first client asks for it. */
export interface Tls {
  readonly context: () => SecureContext
}

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
 * @param allowed the versions to speak; none listed leaves it to the TLS library
 */
export function createTls(certificate: Certificate, allowed: readonly SecureVersion[] = []): Tls {
  let context: SecureContext | undefined
  return { context: () => (context ??= createSecureContext({ ...certificate, ...only(allowed) })) }
}

function only(allowed: readonly SecureVersion[]): object {
  const spoken = versions.filter((version) => allowed.includes(version))
  const [lowest] = spoken
  if (lowest === undefined) return {}
  const rest = versions.filter((version) => !spoken.includes(version))
  // The signatures of TLS 1.0 and 1.1 are below what OpenSSL deems secure.
  const old = lowest === 'TLSv1' || lowest === 'TLSv1.1'
  return {
    minVersion: lowest,
    maxVersion: spoken.at(-1),
    secureOptions: rest.reduce((options, version) => options | switchedOff[version], 0),
    ...(old && { ciphers: 'DEFAULT@SECLEVEL=0' }),
  }
}

/** Does the server's part of the handshake; rejects when the connection ends before it is done. */
export function secure(socket: Socket, { context }: Tls): Promise<TLSSocket> {
  return new Promise((secured, fail) => {
    const over = new TLSSocket(socket, { isServer: true, secureContext: context() })
    const failed = (cause?: unknown): void => {
      over.destroy()
      fail(cause instanceof Error ? cause : new Error('the connection ended in the TLS handshake'))
    }
    over.once('error', failed)
    over.once('close', failed)
    over.once('secure', () => {
      over.off('error', failed)
      over.off('close', failed)
      secured(over)
    })
  })
}
