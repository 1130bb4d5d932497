/** The services the server can listen on. */
export const services = ['mx', 'submission', 'submissions', 'pop3', 'pop3s', 'imap', 'imaps'] as const

export type Service = (typeof services)[number]

/** Whether the first octets of a connection are a TLS handshake. */
export const isImplicitTls = (service: Service): boolean =>
  service === 'submissions' || service === 'pop3s' || service === 'imaps'

/** Where a service is found. */
export interface Endpoint {
  readonly host: string
  readonly port: number
}
