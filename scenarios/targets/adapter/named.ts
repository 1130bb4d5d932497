import type { Policy } from '#policy-document'
import { isIpv4, loopbackFor, networksFor, spanOf, type Span } from './addresses.ts'
import type { Asked } from './fragments.ts'

type AddressList = Policy['relay']['trusted']

/** Everything a policy names by address, for as far as it is written. */
export function spansNamed({ written, policy }: Asked): readonly Span[] {
  const lists: readonly (readonly [string, AddressList])[] = [
    ['relay.trusted', policy.relay.trusted],
    ['access.exceptions', policy.access.exceptions],
    ['limits.exemptGroup', policy.limits.exemptGroup],
  ]
  return lists
    .filter(([key]) => written.has(key))
    .flatMap(([, list]) => list.patterns.flatMap((pattern) => spanOf(pattern) ?? []))
}

/** Networks of the loopback, and names that stand for whatever addresses they have at the moment. */
export interface NamedHosts {
  readonly networks: readonly string[]
  readonly names: readonly string[]
}

/** A list as a server has it that looks names up itself, or why it cannot. */
export function hostsOf(list: AddressList): NamedHosts | { readonly why: string } {
  const networks: string[] = []
  const names: string[] = []
  for (const pattern of list.patterns) {
    const span = spanOf(pattern)
    if (pattern.form === 'host-name') names.push(pattern.name)
    else if (span) networks.push(...networksFor(span))
    else return { why: 'the list has an IPv6 pattern or a non-contiguous mask' }
  }
  return { networks, names }
}

/** A list as networks of the loopback, or why a server that compares addresses cannot have it. */
export function networksOf(
  list: AddressList,
): { readonly networks: readonly string[] } | { readonly why: string } {
  const found = hostsOf(list)
  if ('why' in found) return found
  const [name] = found.names
  return name === undefined
    ? { networks: found.networks }
    : { why: `it compares addresses and does not look up the addresses of ${name}` }
}

/** Entries that are an address, a domain or a mailbox, sorted out; addresses become those of the loopback. */
export function sortedEntries(listed: ReadonlySet<string>) {
  const entries = [...listed]
  return {
    addresses: entries.filter(isIpv4).map(loopbackFor),
    senders: entries.filter((entry) => !isIpv4(entry) && !isIpv6(entry)).map((entry) => entry.toLowerCase()),
    ipv6: entries.filter(isIpv6),
  }
}

const isIpv6 = (entry: string): boolean => /^[\da-f:.]*:[\da-f:.]*$/i.test(entry)
