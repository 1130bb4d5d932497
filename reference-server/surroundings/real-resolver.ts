import { Resolver as NodeResolver } from 'node:dns/promises'
import { isIPv4 } from 'node:net'
import type { Lookup, LookupFailure, Resolver } from './resolver.ts'

/**
 * Look-ups through the name servers of the machine, or through `servers`.
 *
 * @param servers `192.0.2.53` or `192.0.2.53:5353`
 */
export function createRealResolver(servers?: readonly string[]): Resolver {
  const resolver = new NodeResolver({ timeout: 5_000, tries: 2 })
  if (servers) resolver.setServers(servers)
  return {
    mx: (domain) =>
      lookUp(async () =>
        (await resolver.resolveMx(domain)).map(({ priority, exchange }) => ({
          preference: priority,
          host: exchange,
        })),
      ),
    addresses: async (host) => {
      const [v4, v6] = await Promise.all([
        lookUp(() => resolver.resolve4(host)),
        lookUp(() => resolver.resolve6(host)),
      ])
      if ('failed' in v4 && 'failed' in v6) return v4.failed === 'unavailable' ? v4 : v6
      return { found: [v4, v6].flatMap((answer) => ('found' in answer ? answer.found : [])) }
    },
    // Node's reverse() reads /etc/hosts first; a plain PTR query asks the name server.
    names: (address) => lookUp(() => resolver.resolvePtr(reverseName(address))),
    texts: (domain) =>
      lookUp(async () => (await resolver.resolveTxt(domain)).map((strings) => strings.join(''))),
  }
}

const failures: Readonly<Record<string, LookupFailure>> = {
  ENOTFOUND: 'no-such-name',
  ENODATA: 'no-such-record',
}

async function lookUp<T>(ask: () => Promise<T[]>): Promise<Lookup<T>> {
  try {
    const found = await ask()
    return found.length > 0 ? { found } : { failed: 'no-such-record' }
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
    return { failed: failures[code] ?? 'unavailable' }
  }
}

/** `192.0.2.1` → `1.2.0.192.in-addr.arpa`, `2001:db8::1` → `1.0.0.0.….8.b.d.0.1.0.0.2.ip6.arpa` */
export function reverseName(address: string): string {
  if (isIPv4(address)) return `${address.split('.').toReversed().join('.')}.in-addr.arpa`
  const [head = '', tail] = address.split('::')
  const [left, right] = [groupsOf(head), groupsOf(tail ?? '')]
  const zeros = tail === undefined ? [] : Array<string>(8 - left.length - right.length).fill('0')
  const nibbles = [...left, ...zeros, ...right].map((group) => group.padStart(4, '0')).join('')
  return `${nibbles.split('').toReversed().join('.')}.ip6.arpa`
}

const groupsOf = (text: string): string[] => (text === '' ? [] : text.split(':'))
