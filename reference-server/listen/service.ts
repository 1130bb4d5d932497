/** The services the server can listen on. */
export const services = ['mx', 'submission', 'submissions', 'pop3', 'pop3s', 'imap', 'imaps'] as const

export type Service = (typeof services)[number]

/** Whether the first octets of a connection are a TLS handshake. */
export const isImplicitTls = (service: string): boolean =>
  service === 'submissions' || service === 'pop3s' || service === 'imaps'

/** The port a policy means when it speaks of an SMTP service, wherever that service really listens. */
export const policyPort: Partial<Readonly<Record<Service, number>>> = {
  mx: 25,
  submission: 587,
  submissions: 465,
}

/** Where a service is found. */
export interface Endpoint {
  readonly host: string
  readonly port: number
}

/** Where a service is to listen. */
export interface ServicePlace extends Endpoint {
  /** The port it stands for in the policy, where that is not the usual one: the second basic port, wherever it is. */
  readonly policyPort?: number
}
