/** An address as a number. An IPv4-mapped IPv6 address is IPv4 here, always. */
export type IpAddress =
  { readonly family: 4; readonly value: number } | { readonly family: 6; readonly value: bigint }

/** Reads `198.51.100.7`: four decimal octets without leading zeros, which some readers take for octal. */
export function readIpv4(text: string): number | undefined {
  const octets = text.split('.')
  if (octets.length !== 4 || !octets.every(isOctet)) return undefined
  return octets.reduce((value, octet) => value * 256 + Number(octet), 0)
}

/** Tells whether a text is a decimal octet: `0` to `255`, without leading zeros. */
export const isOctet = (text: string): boolean => /^(0|[1-9]\d{0,2})$/.test(text) && Number(text) <= 255

const groupsOf = (text: string): string[] => (text === '' ? [] : text.split(':'))

/** Reads an IPv6 address with `::` and an embedded IPv4 tail; zone ids and brackets are refused. */
function readIpv6(text: string): bigint | undefined {
  const tail = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text)
  const embedded = tail?.[2] === undefined ? undefined : readIpv4(tail[2])
  if (tail !== null && embedded === undefined) return undefined
  const hex =
    embedded === undefined
      ? text
      : `${tail?.[1] ?? ''}${(embedded >>> 16).toString(16)}:${(embedded & 0xffff).toString(16)}`
  const [head = '', rest, ...more] = hex.split('::')
  if (more.length > 0) return undefined
  const before = groupsOf(head)
  const after = groupsOf(rest ?? '')
  const missing = 8 - before.length - after.length
  if (rest === undefined ? missing !== 0 : missing < 1) return undefined
  const groups = [...before, ...Array.from({ length: missing }, () => '0'), ...after]
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined
  return groups.reduce((value, group) => (value << 16n) | BigInt(`0x${group}`), 0n)
}

/**
 * Reads an address: `198.51.100.7`, `2001:db8::7`; `::ffff:198.51.100.7` is the IPv4 address.
 *
 * @returns undefined for anything else: `010.0.0.1`, `256.1.1.1`, `fe80::1%eth0`, `[::1]`
 */
export function readIpAddress(text: string): IpAddress | undefined {
  if (!text.includes(':')) {
    const value = readIpv4(text)
    return value === undefined ? undefined : { family: 4, value }
  }
  const value = readIpv6(text)
  if (value === undefined) return undefined
  return value >> 32n === 0xffffn ? { family: 4, value: Number(value & 0xffffffffn) } : { family: 6, value }
}

/** Writes four octets: `198.51.100.7`. */
export const printIpv4 = (value: number): string =>
  [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.')

/** The networks that make up a range of IPv4 addresses, in order: `size` is a power of two. */
export function* networksWithin(
  first: number,
  last: number,
): Generator<{ readonly first: number; readonly size: number }> {
  let from = first
  while (from <= last) {
    let size = 1
    while (from % (size * 2) === 0 && from + size * 2 - 1 <= last) size *= 2
    yield { first: from, size }
    from += size
  }
}

/** Writes an address in its one canonical form (RFC 5952 for IPv6). */
export function printIpAddress(address: IpAddress): string {
  if (address.family === 4) return printIpv4(address.value)
  const groups = Array.from({ length: 8 }, (_, index) =>
    ((address.value >> BigInt(112 - 16 * index)) & 0xffffn).toString(16),
  )
  const text = groups.join(':')
  // RFC 5952 §4.2: the first of the longest runs of two or more zero groups is shortened.
  const runs = [...text.matchAll(/(?<![^:])0(?::0)+(?![^:])/g)]
  const longest = runs.reduce<RegExpExecArray | undefined>(
    (best, run) => (best === undefined || run[0].length > best[0].length ? run : best),
    undefined,
  )
  if (longest === undefined) return text
  const before = text.slice(0, longest.index).replace(/:$/, '')
  const after = text.slice(longest.index + longest[0].length).replace(/^:/, '')
  return `${before}::${after}`
}

/**
 * The one spelling of an address, for keys of windows and counters: `::ffff:198.51.100.7` becomes `198.51.100.7`.
 *
 * @returns undefined when the text is not an address
 */
export function canonicalAddress(text: string): string | undefined {
  const address = readIpAddress(text)
  return address === undefined ? undefined : printIpAddress(address)
}

/**
 * Identifies the party behind an address, for bounds per party: an IPv4 address is one party, and so is an IPv6 /64,
 * because one party usually controls all addresses within it. `2001:db8:0:1::7` is `2001:db8:0:1::/64`.
 *
 * @returns the text itself when it is not an address
 */
export function sourceOf(text: string): string {
  // There is one spelling of an IPv4 address.
  const address = text.includes(':') ? readIpAddress(text) : undefined
  if (address === undefined) return text
  if (address.family === 4) return printIpv4(address.value)
  return `${printIpAddress({ family: 6, value: (address.value >> 64n) << 64n })}/64`
}
