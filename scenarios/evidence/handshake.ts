/** The versions of TLS, oldest first. */
export const tlsVersions = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const

export type TlsVersion = (typeof tlsVersions)[number]

/** What both sides came to in a handshake, as the client saw it. */
export interface Handshake {
  readonly version: string
  /** The name in the server's certificate: its subject's common name. */
  readonly certificate: string
}
