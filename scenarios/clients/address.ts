import type { TlsVersion } from '../evidence/handshake.ts'

/** Where a service listens, and what the client binds to reach it. */
export interface Address {
  readonly host: string
  readonly port: number
  /** The source address to bind. */
  readonly localAddress?: string
  readonly tls?: TlsSettings
}

export interface TlsSettings {
  /** `implicit`: TLS before the greeting; `starttls`: only when the client asks. */
  readonly mode: 'implicit' | 'starttls'
  /** PEM of the authority to trust; without it, any certificate is accepted, unless it is verified. */
  readonly ca?: string
  /** Without `ca`: some authority that this machine trusts must have signed the certificate. */
  readonly verifies?: boolean
  readonly servername?: string
  /** What the client offers; all that its library has, if absent. */
  readonly versions?: readonly TlsVersion[]
}
