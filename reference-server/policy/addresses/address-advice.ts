import { networksWithin, printIpAddress, printIpv4, readIpAddress, readIpv4 } from './ip-address.ts'
import type { AddressPattern, PatternForm } from './address-pattern.ts'
import { asciiDomain } from './domain.ts'

/** A range that needs more networks than this is not written out. */
const mostNetworks = 8

/**
 * Explains a text that is not an address pattern of any form, and what to write instead: `10.0.0.1-10.0.0.20` becomes
 * `10.0.0.1-20`, or the networks that make it up; `bücher.test` becomes `xn--bcher-kva.test`.
 *
 * @returns undefined if there is no advice
 */
export function advice(text: string, forms: ReadonlySet<PatternForm>): string | undefined {
  const [start = '', end = '', ...more] = text.split(/\s*-\s*/)
  const [first, last] = [readIpv4(start), readIpv4(end)]
  if (first !== undefined && last !== undefined && more.length === 0 && first <= last) {
    return `a range between two addresses, which is not accepted here; write ${inPlaceOf(first, last, forms)}`
  }
  const ascii = forms.has('host-name') ? asciiDomain(text) : undefined
  return ascii === undefined ? undefined : `not in ASCII; write ${ascii}`
}

function inPlaceOf(first: number, last: number, forms: ReadonlySet<PatternForm>): string {
  if (forms.has('range') && first >>> 8 === last >>> 8) return `${printIpv4(first)}-${last & 255}`
  const networks = [...networksWithin(first, last)]
  if (networks.length > mostNetworks) return 'the networks it consists of'
  return networks.map((network) => written(network, forms)).join(', ')
}

function written(
  network: { readonly first: number; readonly size: number },
  forms: ReadonlySet<PatternForm>,
) {
  const { first, size } = network
  if (size === 1) return printIpv4(first)
  if (forms.has('cidr')) return `${printIpv4(first)}/${32 - Math.log2(size)}`
  return `${printIpv4(first)}/${printIpv4(2 ** 32 - size)}`
}

/**
 * Explains a network that is not written with its first address: `10.0.0.1/8` means
 * `10.0.0.0/8, 16,777,216 addresses`. Perhaps a single address was meant.
 *
 * @returns undefined for a network written with its first address
 */
export function meaningOf(text: string, pattern: AddressPattern): string | undefined {
  if (pattern.form !== 'cidr' && pattern.form !== 'mask') return undefined
  const [base = ''] = text.trim().split(/\s*\/\s*|\s+/)
  const address = readIpAddress(base)
  const network = pattern.form === 'cidr' ? pattern.network : { family: 4 as const, value: pattern.network }
  if (!address || address.value === network.value) return undefined
  const size = pattern.form === 'cidr' ? String(pattern.bits) : printIpv4(pattern.mask)
  return `${printIpAddress(network)}/${size}, ${countOf(pattern)}`
}

function countOf(pattern: Extract<AddressPattern, { form: 'cidr' | 'mask' }>): string {
  if (pattern.form === 'mask') return `${inThousands(2 ** 32 - pattern.mask)} addresses`
  const { network, bits } = pattern
  if (network.family === 4) return `${inThousands(2 ** (32 - bits))} addresses`
  return bits < 96 ? `2^${128 - bits} addresses` : `${inThousands(2 ** (128 - bits))} addresses`
}

const inThousands = (count: number): string => count.toLocaleString('en-US')
