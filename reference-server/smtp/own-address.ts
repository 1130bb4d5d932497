import type { Policy } from '../policy/document/document.ts'
import type { Path } from '../policy/facts.ts'
import { canonicalAddress } from '../policy/addresses/ip-address.ts'

/**
 * A path as this server interprets it: the literal of its own address means its first local domain, as for a
 * postmaster without a domain (RFC 1123 §5.2.17).
 *
 * @param path       `alice@[192.0.2.1]`, or any other
 * @param ownAddress the address the client came to
 */
export function atHome(path: Path, ownAddress: string, { domains }: Policy): Path {
  if (!path.domain.startsWith('[')) return path
  const [, literal] = /^\[(?:ipv6:)?([0-9a-f.:]+)\]$/.exec(path.domain) ?? []
  const [domain] = domains.local
  if (literal === undefined || domain === undefined) return path
  return canonicalAddress(literal) === canonicalAddress(ownAddress) ? { ...path, domain } : path
}
