import { isIP } from 'node:net'
import type { Policy } from '../../policy/document/document.ts'
import type { RelayHost } from '../relay-host.ts'
import type { Resolver } from '../../surroundings/resolver.ts'

// RFC 5321 §5.1; null MX: RFC 7505; status codes: RFC 3463 §3.

/** A server to try, by an address of it. */
export interface Hop {
  readonly host: string
  readonly address: string
  readonly port: number
  /** Proved by AUTH before anything is sent. */
  readonly credentials?: RelayHost['credentials']
}

/** Why mail for a domain cannot be sent now, or ever. */
export interface NoHop {
  readonly permanent: boolean
  readonly status: string
  readonly text: string
}

/** What looking for the next hop needs. */
export interface HopSearch {
  readonly policy: Policy
  readonly resolver: Resolver
  /** Host names that stand for an address whatever the name servers say: the hosts file. */
  readonly hosts: ReadonlyMap<string, string>
  /** Decides the order of servers of one preference. */
  readonly random: (octets: number) => Buffer
}

const smtpPort = 25

const never = (status: string, text: string): NoHop => ({ permanent: true, status, text })
const notNow = (text: string): NoHop => ({ permanent: false, status: '4.4.3', text })

/**
 * Finds the servers for mail to a foreign domain, in the order in which to try them.
 *
 * @param relayHost the server everything goes to, where there is one
 */
export async function findHops(
  { domain, relayHost }: { readonly domain: string; readonly relayHost: RelayHost | undefined },
  search: HopSearch,
): Promise<readonly Hop[] | NoHop> {
  if (relayHost) {
    if (relayHost.host === undefined) return notNow('no relay host is configured')
    const { credentials } = relayHost
    const hops = await addressed([relayHost.host], relayHost.port, search)
    return 'permanent' in hops || !credentials ? hops : hops.map((hop) => ({ ...hop, credentials }))
  }
  const mapped = search.hosts.get(domain)
  if (mapped !== undefined) return [{ host: domain, address: mapped, port: smtpPort }]
  if (domain.startsWith('[')) return addressed([domain.replace(/^\[(?:ipv6:)?|\]$/g, '')], smtpPort, search)
  const answer = await search.resolver.mx(domain)
  if ('found' in answer) return exchangers(domain, answer.found, search)
  if (answer.failed === 'unavailable') return notNow(`the name servers of ${domain} do not answer`)
  if (answer.failed === 'no-such-name') return never('5.1.2', `the domain ${domain} does not exist`)
  // Without MX, the domain itself is its server.
  return addressed([domain], smtpPort, search)
}

function exchangers(
  domain: string,
  found: readonly { readonly preference: number; readonly host: string }[],
  search: HopSearch,
): Promise<readonly Hop[] | NoHop> | NoHop {
  if (found.every(({ host }) => host === '' || host === '.')) {
    return never('5.1.10', `the domain ${domain} accepts no mail`)
  }
  const own = found.find(({ host }) => host.toLowerCase() === search.policy.server.hostname.toLowerCase())
  const better = own ? found.filter(({ preference }) => preference < own.preference) : found
  if (better.length === 0) return never('5.4.6', `mail for ${domain} would loop back to this server`)
  const order = better
    .map(({ preference, host }) => ({ preference, host, lot: search.random(1)[0] ?? 0 }))
    .sort((one, other) => one.preference - other.preference || one.lot - other.lot)
  return addressed(
    order.map(({ host }) => host),
    smtpPort,
    search,
  )
}

/** The addresses of hosts, in order. */
async function addressed(
  hosts: readonly string[],
  port: number,
  { resolver }: HopSearch,
): Promise<readonly Hop[] | NoHop> {
  const hops: Hop[] = []
  let unsure = false
  for (const host of hosts) {
    if (isIP(host)) hops.push({ host, address: host, port })
    else {
      const answer = await resolver.addresses(host)
      if ('found' in answer) hops.push(...answer.found.map((address) => ({ host, address, port })))
      else unsure ||= answer.failed === 'unavailable'
    }
  }
  if (hops.length > 0) return hops
  const names = hosts.join(', ')
  return unsure ? notNow(`no address of ${names} could be found`) : never('5.4.4', `${names} has no address`)
}
