/** The services of a mail server: what is spoken there, the port they usually have, and how TLS begins. */
export const serviceTable = {
  mx: { title: 'the MX service', protocol: 'smtp', port: 25, tls: 'starttls' },
  submission: { title: 'the submission service', protocol: 'smtp', port: 587, tls: 'starttls' },
  submissions: { title: 'submission over TLS', protocol: 'smtp', port: 465, tls: 'implicit' },
  pop3: { title: 'POP3', protocol: 'pop3', port: 110, tls: 'starttls' },
  pop3s: { title: 'POP3 over TLS', protocol: 'pop3', port: 995, tls: 'implicit' },
  imap: { title: 'IMAP', protocol: 'imap', port: 143, tls: 'starttls' },
  imaps: { title: 'IMAP over TLS', protocol: 'imap', port: 993, tls: 'implicit' },
} as const

type Table = typeof serviceTable

export type Service = keyof Table
type Protocol = Table[Service]['protocol']

/** The services that speak a protocol. */
export type ServiceOf<P extends Protocol> = {
  [S in Service]: Table[S]['protocol'] extends P ? S : never
}[Service]

/** The services in the order of the table. */
export const services: readonly Service[] = Object.keys(serviceTable).filter(
  (name): name is Service => name in serviceTable,
)

/** Tells whether a service speaks a protocol. */
export const speaks = <P extends Protocol>(service: Service, protocol: P): service is ServiceOf<P> =>
  serviceTable[service].protocol === protocol

/** The services that speak one of these protocols. */
export const servicesOf = (...protocols: readonly Protocol[]): readonly Service[] =>
  services.filter((service) => protocols.includes(serviceTable[service].protocol))

/** Tells whether TLS begins before the first word. */
export const isImplicitTls = (service: Service): boolean => serviceTable[service].tls === 'implicit'
