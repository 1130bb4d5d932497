// Addresses as rows of bits, written 0 and 1: slow, but there is little to get wrong.

/**
 * The bits of an address, the first bit first: 32 for IPv4, 128 for IPv6. An IPv4 address written as IPv6
 * (`::ffff:198.51.100.7`) has the 32 bits of the IPv4 address.
 *
 * @returns undefined for what is not an address
 */
export function bitsOf(text: string): string | undefined {
  if (!text.includes(':')) return bitsOfIpv4(text)
  const groups = groupsOf(text)
  if (groups?.length !== 8) return undefined
  const bits = groups.map((group) => binary(Number.parseInt(group, 16), 16)).join('')
  return bits.startsWith(mappedPrefix) ? bits.slice(96) : bits
}

/** Tells whether two spellings are of one address. */
export const isSameAddress = (one: string, other: string): boolean => bitsOf(one) === bitsOf(other)

/** Tells whether an address is on a list. Names stand for the addresses they are found to have. */
export function isListed(
  address: string,
  list: readonly string[],
  names: Readonly<Record<string, readonly string[]>> = {},
): boolean {
  const bits = bitsOf(address)
  return bits !== undefined && list.some((entry) => covers(entry, bits, names[entry.toLowerCase()] ?? []))
}

function covers(entry: string, bits: string, found: readonly string[]): boolean {
  if (entry.includes('/')) return networkCovers(entry.split('/'), bits)
  if (entry.includes(' ')) return networkCovers(entry.split(' '), bits)
  if (entry.includes('*')) return starsCover(entry, bits)
  if (/^[\d.]+-\d+$/.test(entry)) return rangeOf(entry).some((address) => bitsOf(address) === bits)
  return [entry, ...found].some((address) => bitsOf(address) === bits)
}

/** Reads the base and, after it, how many bits count, or which. */
function networkCovers([base = '', suffix = '']: readonly string[], bits: string): boolean {
  const network = bitsOf(base.trim())
  if (network?.length !== bits.length) return false
  const mask = bitsOf(suffix.trim())
  if (mask !== undefined) return agree(network, bits, (place) => mask[place] === '1')
  // A length written behind an IPv4 address in IPv6 form counts its first 96 bits too.
  const counting = Number(suffix) - (base.includes(':') && network.length === 32 ? 96 : 0)
  return agree(network, bits, (place) => place < counting)
}

const agree = (one: string, other: string, counts: (place: number) => boolean): boolean =>
  Array.from(one).every((bit, place) => !counts(place) || bit === other[place])

/** `192.168.*` is short for `192.168.*.*`. */
function starsCover(entry: string, bits: string): boolean {
  const octets = entry.split('.')
  while (octets.length < 4) octets.push('*')
  return (
    bits.length === 32 &&
    octets.every(
      (octet, nth) => octet === '*' || binary(Number(octet), 8) === bits.slice(nth * 8, nth * 8 + 8),
    )
  )
}

/** Every address of `192.168.0.1-50`, one by one. */
function rangeOf(entry: string): string[] {
  const [first = '', last = ''] = entry.split('-')
  const [a, b, c, from] = first.split('.').map(Number)
  const addresses: string[] = []
  for (let octet = from ?? 0; octet <= Number(last); octet++) addresses.push([a, b, c, octet].join('.'))
  return addresses
}

const mappedPrefix = '0'.repeat(80) + '1'.repeat(16)
const binary = (value: number, digits: number): string => value.toString(2).padStart(digits, '0')

function bitsOfIpv4(text: string): string | undefined {
  const octets = text.split('.')
  const sound =
    octets.length === 4 && octets.every((octet) => String(Number(octet)) === octet && Number(octet) < 256)
  return sound ? octets.map((octet) => binary(Number(octet), 8)).join('') : undefined
}

/** The eight groups of an IPv6 address, `::` filled up and an IPv4 ending turned into two groups. */
function groupsOf(text: string): string[] | undefined {
  const ending = text.slice(text.lastIndexOf(':') + 1)
  const tail = ending.includes('.') ? bitsOfIpv4(ending) : undefined
  const hex = tail
    ? text.slice(0, text.length - ending.length) +
      [tail.slice(0, 16), tail.slice(16)].map((half) => Number.parseInt(half, 2).toString(16)).join(':')
    : text
  const [before = '', after, more] = hex.split('::')
  if (more !== undefined) return undefined
  const left = before === '' ? [] : before.split(':')
  if (after === undefined) return left.every(isGroup) ? left : undefined
  const right = after === '' ? [] : after.split(':')
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => '0')
  return [...left, ...right].every(isGroup) ? [...left, ...zeros, ...right] : undefined
}

const isGroup = (group: string): boolean => /^[0-9a-f]{1,4}$/i.test(group)
