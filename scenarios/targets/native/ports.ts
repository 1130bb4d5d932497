import type { Service } from '#evidence'
import type { Endpoint, Needs } from '../target.ts'
import type { ServerKind } from '../adapter/kind.ts'

/** Each server has an address of its own, and so the ports everybody knows. */
const wellKnown: Readonly<Record<Service, number>> = {
  mx: 25,
  submission: 587,
  submissions: 465,
  pop3: 110,
  pop3s: 995,
  imap: 143,
  imaps: 993,
}

/** The ports of the services a server can open. */
export const portsOf = ({ services }: ServerKind): ReadonlyMap<Service, number> =>
  new Map(services.map((service) => [service, wellKnown[service]]))

/** How TLS begins at a service, in stories that are not about that. */
export function tlsAt(service: Service, { tls }: ServerKind): Endpoint['tls'] {
  if (service.endsWith('s')) return 'implicit'
  return tls === 'needed' && (service === 'mx' || service === 'submission') ? 'starttls' : 'none'
}

/** A service as a story reaches it: one that is about STARTTLS says so itself. */
export const reachedIn = (
  { uses }: Pick<Needs, 'uses'>,
  endpoint: Endpoint | undefined,
): Endpoint | undefined =>
  endpoint?.tls === 'starttls' && uses.includes('tls') ? { ...endpoint, tls: 'none' } : endpoint
