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
  /** PEM of the authority to trust; without it, any certificate is accepted. */
  readonly ca?: string
  readonly servername?: string
}
