/**
 * The services the server can listen on: what is spoken there, the port a policy means by it, the setting of
 * `listen` that changes it, and how TLS begins.
 */
export const serviceTable = {
  mx: { protocol: 'smtp', port: 25, tls: 'starttls', setting: 'smtpPort' },
  submission: { protocol: 'smtp', port: 587, tls: 'starttls', setting: undefined },
  submissions: { protocol: 'smtp', port: 465, tls: 'implicit', setting: 'smtpsPort' },
  pop3: { protocol: 'pop3', port: 110, tls: 'starttls', setting: 'pop3Port' },
  pop3s: { protocol: 'pop3', port: 995, tls: 'implicit', setting: 'pop3sPort' },
  imap: { protocol: 'imap', port: 143, tls: 'starttls', setting: 'imapPort' },
  imaps: { protocol: 'imap', port: 993, tls: 'implicit', setting: 'imapsPort' },
} as const

export type Service = keyof typeof serviceTable

/** The services in the order of the table. */
export const services: readonly Service[] = Object.keys(serviceTable).filter(isService)

/** Whether the first octets of a connection are a TLS handshake. */
export const isImplicitTls = (service: string): boolean =>
  isService(service) && serviceTable[service].tls === 'implicit'

function isService(name: string): name is Service {
  return Object.hasOwn(serviceTable, name)
}

/** Where a service is found. */
export interface Endpoint {
  readonly host: string
  readonly port: number
}
