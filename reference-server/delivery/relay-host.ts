import type { Policy } from '../policy/document/document.ts'

/** The server that all outgoing mail is handed to; without a host there is none. */
export interface RelayHost {
  /** A name or an address. */
  readonly host: string | undefined
  readonly port: number
  /** Proved by AUTH before anything is sent; absent, there is no AUTH. */
  readonly credentials?: { readonly username: string; readonly password: string } | undefined
}

/** Where all mail for elsewhere goes; undefined where the servers of each domain are sought instead. */
export const relayHost = ({ delivery, smarthost }: Policy): RelayHost | undefined =>
  delivery.mode === 'relay'
    ? {
        host: smarthost.host,
        port: smarthost.port,
        ...(smarthost.auth && smarthost.credentials && { credentials: smarthost.credentials }),
      }
    : undefined
