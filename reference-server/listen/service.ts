/** The services the server can listen on: what is spoken there, the port a policy means by it, and how TLS begins. */
export const serviceTable = {
  mx: { protocol: 'smtp', port: 25, tls: 'starttls' },
  submission: { protocol: 'smtp', port: 587, tls: 'starttls' },
  submissions: { protocol: 'smtp', port: 465, tls: 'implicit' },
  pop3: { protocol: 'pop3', port: 110, tls: 'starttls' },
  pop3s: { protocol: 'pop3', port: 995, tls: 'implicit' },
  imap: { protocol: 'imap', port: 143, tls: 'starttls' },
  imaps: { protocol: 'imap', port: 993, tls: 'implicit' },
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

/** Where a service is to listen. */
export interface ServicePlace extends Endpoint {
  /** The port that it has in the policy, if not the usual one: the second basic port, wherever it listens. */
  readonly policyPort?: number
}
