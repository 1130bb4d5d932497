import type { Policy } from '#policy-document'
import type { Shortfall } from '../target.ts'

type Pattern = Policy['relay']['trusted']['patterns'][number]

/** IPv4 addresses from first to last, as numbers. */
export interface Span {
  readonly first: number
  readonly last: number
}

const loopback = 127 * 2 ** 24
const hostBits = 0xffffff

/** The network of outside clients; a policy that covers it collides with them. */
const outsiders = loopback + 210 * 2 ** 16

/** Reads 192.0.2.20 as a number. */
const numberOf = (address: string): number =>
  address.split('.').reduce((value, octet) => value * 256 + Number(octet), 0)

export const isIpv4 = (address: string): boolean => /^\d+\.\d+\.\d+\.\d+$/.test(address)

const printed = (value: number): string => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.')

const onLoopback = (value: number): number => loopback + (value & hostBits)

/** The loopback address that stands for a stage address: its first octet becomes 127. */
export const loopbackFor = (address: string): string => printed(onLoopback(numberOf(address)))

/** RFC 5737's third network is reserved for outside clients: they get an address that has not been used before. */
export const isOutside = (address: string): boolean => address.startsWith('203.0.113.')

export const outsider = (count: number): string => printed(outsiders + 1 + count)

/** The addresses a pattern of a policy covers; undefined for IPv6, for host names and for masks with holes. */
export function spanOf(pattern: Pattern): Span | undefined {
  switch (pattern.form) {
    case 'address':
      return pattern.address.family === 4
        ? { first: pattern.address.value, last: pattern.address.value }
        : undefined
    case 'cidr':
      return pattern.network.family === 4
        ? {
            first: pattern.network.value,
            last: pattern.network.value + 2 ** (32 - pattern.bits) - 1,
          }
        : undefined
    case 'mask':
    case 'octet-mask': {
      const size = 2 ** 32 - pattern.mask
      return Number.isInteger(Math.log2(size))
        ? { first: pattern.network, last: pattern.network + size - 1 }
        : undefined
    }
    case 'range':
      return { first: pattern.first, last: pattern.last }
    case 'host-name':
      return undefined
  }
}

/** A span on the loopback network, as networks with prefix length. */
export function networksFor({ first, last }: Span): readonly string[] {
  const networks: string[] = []
  let from = onLoopback(first)
  const end = onLoopback(last)
  while (from <= end) {
    let size = 1
    while (from % (size * 2) === 0 && from + size * 2 - 1 <= end) size *= 2
    networks.push(`${printed(from)}/${32 - Math.log2(size)}`)
    from += size
  }
  return networks
}

/**
 * Finds what is lost when addresses map to 127.0.0.0/8: two clients at one address, a client inside a network that it
 * was outside of, IPv6.
 *
 * @param sources stage addresses of clients
 * @param spans   what the policy names
 */
export function collisions(sources: readonly string[], spans: readonly Span[]): readonly Shortfall[] {
  const found: Shortfall[] = []
  const holders = new Map<string, string>()
  for (const source of new Set(sources)) {
    const need = `source ${source}`
    if (!isIpv4(source)) {
      found.push({ need, why: 'clients differ by loopback address, and IPv6 has only one' })
      continue
    }
    const seen = isOutside(source) ? outsiders + 1 : onLoopback(numberOf(source))
    const address = isOutside(source) ? source : printed(seen)
    const other = holders.get(address)
    if (other !== undefined) found.push({ need, why: `${other} also maps to ${address} on this target` })
    holders.set(address, source)
    if (seen === loopback || seen === loopback + hostBits)
      found.push({ need, why: `it maps to ${address} on this target, which cannot be bound` })
    for (const { first, last } of spans) {
      const inside = numberOf(source) >= first && numberOf(source) <= last
      const insideHere = seen >= onLoopback(first) && seen <= onLoopback(last)
      if (inside !== insideHere)
        found.push({
          need,
          why: `it maps to ${printed(seen)} on this target, ${insideHere ? 'inside' : 'outside'} ${printed(first)} to ${printed(last)}`,
        })
    }
  }
  return found.concat(
    spans
      .filter(({ first, last }) => last - first > hostBits)
      .map(({ first, last }) => ({
        need: `network ${printed(first)} to ${printed(last)}`,
        why: 'it is larger than the loopback network',
      })),
  )
}
