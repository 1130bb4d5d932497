import type { Socket } from 'node:net'
import { createSecureContext, TLSSocket, type SecureContext } from 'node:tls'

/** PEM text of a certificate chain and its key. */
export interface Certificate {
  readonly cert: string
  readonly key: string
}

/** The TLS of one server. Its context costs time and is made when the first client asks for it. */
export interface Tls {
  readonly context: () => SecureContext
}

/** Keeps a certificate until it is needed. */
export function createTls(certificate: Certificate): Tls {
  let context: SecureContext | undefined
  return { context: () => (context ??= createSecureContext({ ...certificate })) }
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
