import type { Policy } from '../policy/document/document.ts'

/** The server that all outgoing mail is handed to; without a host there is none. */
export interface RelayHost {
  /** A name or an address. */
  readonly host: string | undefined
  readonly port: number
}

/** Where all mail for elsewhere goes; undefined where the servers of each domain are sought instead. */
export const relayHost = ({ delivery, smarthost }: Policy): RelayHost | undefined =>
  delivery.mode === 'relay' ? { host: smarthost.host, port: smarthost.port } : undefined
