import type { Service } from '#evidence'
import { isImplicitTls, serviceTable, speaks } from '../../evidence/services.ts'
import type { Endpoint, Needs } from '../target.ts'
import type { ServerKind } from '../adapter/kind.ts'

/** The ports of the services a server can open: the usual ones, as each server has an address of its own. */
export const portsOf = ({ services }: ServerKind): ReadonlyMap<Service, number> =>
  new Map(services.map((service) => [service, serviceTable[service].port]))

/** How TLS begins at a service, in stories that are not about that. */
export function tlsAt(service: Service, { tls }: ServerKind): Endpoint['tls'] {
  if (isImplicitTls(service)) return 'implicit'
  return tls === 'needed' && speaks(service, 'smtp') ? 'starttls' : 'none'
}

/** A service as a story reaches it: one that is about STARTTLS says so itself. */
export const reachedIn = (
  { uses }: Pick<Needs, 'uses'>,
  endpoint: Endpoint | undefined,
): Endpoint | undefined =>
  endpoint?.tls === 'starttls' && uses.includes('tls') ? { ...endpoint, tls: 'none' } : endpoint
