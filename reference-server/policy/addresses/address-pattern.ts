import { advice } from './address-advice.ts'
import { isDomain } from './domain.ts'
import { isOctet, printIpAddress, printIpv4, readIpAddress, readIpv4 } from './ip-address.ts'
import type { IpAddress } from './ip-address.ts'

/** The forms in which products write addresses and networks; each profile accepts some of them. */
export type PatternForm = 'address' | 'cidr' | 'mask' | 'octet-mask' | 'range' | 'host-name'

/**
 * An address, a network or a host name, read. Networks have the bits outside their mask cleared, and what is written
 * as IPv4-mapped IPv6 is IPv4.
 */
export type AddressPattern =
  | { readonly form: 'address'; readonly address: IpAddress }
  | { readonly form: 'cidr'; readonly network: IpAddress; readonly bits: number }
  | { readonly form: 'mask'; readonly network: number; readonly mask: number }
  | { readonly form: 'octet-mask'; readonly network: number; readonly mask: number }
  | { readonly form: 'range'; readonly first: number; readonly last: number }
  | { readonly form: 'host-name'; readonly name: string }

/** The first `bits` of 32 set, as an unsigned number. */
export const maskOfBits = (bits: number): number => (bits === 0 ? 0 : (0xffffffff << (32 - bits)) >>> 0)

const formNames: Record<PatternForm, string> = {
  address: 'a single address',
  cidr: 'a network with prefix length',
  mask: 'a network with dotted mask',
  'octet-mask': 'an address with * for octets',
  range: 'a range of last octets',
  'host-name': 'a host name',
}

/**
 * Reads one address pattern, if its form is accepted.
 *
 * Forms: `198.51.100.7`, `2001:db8::7` (address); `198.51.100.0/24`, `2001:db8::/32` (cidr);
 * `192.168.0.0/255.255.255.0`, `192.168.0.0 255.255.255.0` (mask); `192.168.*.*`, `192.168.*` (octet-mask);
 * `192.168.0.1-50` (range); `mail.remote.test` (host-name).
 *
 * @returns the pattern, or what is wrong: `"198.51.100.0/33" is not a network`
 */
export function readAddressPattern(
  text: string,
  forms: ReadonlySet<PatternForm>,
): AddressPattern | { readonly problem: string } {
  const pattern = read(text.trim())
  const advised = 'problem' in pattern ? advice(text.trim(), forms) : undefined
  if (advised !== undefined) return { problem: `"${text}" is ${advised}` }
  if ('problem' in pattern || forms.has(pattern.form)) return pattern
  const taken = [...forms].map((form) => formNames[form]).join(', ')
  return {
    problem: `"${text}" is ${formNames[pattern.form]}, which is not accepted here; accepted: ${taken}`,
  }
}

function read(text: string): AddressPattern | { readonly problem: string } {
  const [base = '', suffix, ...more] = text.split(/\s*\/\s*|\s+/)
  if (suffix !== undefined) {
    const network = more.length === 0 ? readNetwork(base, suffix, text.includes('/')) : undefined
    return network ?? { problem: `"${text}" is not a network` }
  }
  if (text.includes('*'))
    return readOctetMask(text) ?? { problem: `"${text}" is not an address with * for octets` }
  if (/^[\d.]+-\d+$/.test(text))
    return readRange(text) ?? { problem: `"${text}" is not a range of addresses` }
  const address = readIpAddress(text)
  if (address !== undefined) return { form: 'address', address }
  if (isDomain(text)) return { form: 'host-name', name: text.toLowerCase() }
  return { problem: `"${text}" is not an address, a network or a host name` }
}

function readNetwork(base: string, suffix: string, slash: boolean): AddressPattern | undefined {
  const mask = readIpv4(suffix)
  if (mask !== undefined) {
    const network = readIpv4(base)
    // A mask is ones, then zeros: its complement plus one is a power of two.
    const complement = ~mask >>> 0
    const contiguous = (complement & (complement + 1)) === 0
    return network === undefined || !contiguous
      ? undefined
      : { form: 'mask', network: (network & mask) >>> 0, mask }
  }
  const address = readIpAddress(base)
  if (!slash || address === undefined || !/^(0|[1-9]\d{0,2})$/.test(suffix)) return undefined
  return readCidr(address, Number(suffix) - (address.family === 4 && base.includes(':') ? 96 : 0))
}

/** `::ffff:0:0/96` and longer is written about IPv4 and comes here with 96 bits taken off. */
function readCidr(address: IpAddress, bits: number): AddressPattern | undefined {
  if (bits < 0 || bits > (address.family === 4 ? 32 : 128)) return undefined
  if (address.family === 4) {
    return { form: 'cidr', network: { family: 4, value: (address.value & maskOfBits(bits)) >>> 0 }, bits }
  }
  const shift = BigInt(128 - bits)
  return { form: 'cidr', network: { family: 6, value: (address.value >> shift) << shift }, bits }
}

/** A short form ends in `*`, which then stands for all remaining octets; a single `*` is refused. */
function readOctetMask(text: string): AddressPattern | undefined {
  const octets = text.split('.')
  const short = octets.length >= 2 && octets.length < 4 && octets.at(-1) === '*'
  const all = short ? [...octets, ...Array.from({ length: 4 - octets.length }, () => '*')] : octets
  if (all.length !== 4 || !all.every((octet) => octet === '*' || isOctet(octet))) return undefined
  const network = all.reduce((value, octet) => value * 256 + (octet === '*' ? 0 : Number(octet)), 0)
  const mask = all.reduce((value, octet) => value * 256 + (octet === '*' ? 0 : 255), 0)
  return { form: 'octet-mask', network, mask }
}

function readRange(text: string): AddressPattern | undefined {
  const [start = '', end = ''] = text.split('-')
  const first = readIpv4(start)
  if (first === undefined || !isOctet(end)) return undefined
  const last = ((first & 0xffffff00) >>> 0) + Number(end)
  return last < first ? undefined : { form: 'range', first, last }
}

/** Writes a pattern in its one canonical form, which reads back to the same pattern. */
export function printAddressPattern(pattern: AddressPattern): string {
  if (pattern.form === 'address') return printIpAddress(pattern.address)
  if (pattern.form === 'cidr') return `${printIpAddress(pattern.network)}/${pattern.bits}`
  if (pattern.form === 'mask') return `${printIpv4(pattern.network)}/${printIpv4(pattern.mask)}`
  if (pattern.form === 'range') return `${printIpv4(pattern.first)}-${pattern.last & 255}`
  if (pattern.form === 'host-name') return pattern.name
  const kept = printIpv4(pattern.mask).split('.')
  const octets = printIpv4(pattern.network).split('.')
  return octets.map((octet, index) => (kept[index] === '0' ? '*' : octet)).join('.')
}
