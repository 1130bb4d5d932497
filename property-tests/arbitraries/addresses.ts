import * as fc from 'fast-check'
import { bitsOf } from '../../scenarios/properties/models/address-list.ts'

const octet = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(0, 1, 127, 128, 254, 255) },
  { weight: 1, arbitrary: fc.nat(255) },
)

/** IPv4 addresses, many of them close to each other and to the edges of networks. */
export const anyIpv4 = fc.oneof(
  fc.tuple(fc.constantFrom('192.0.2', '198.51.100', '192.168.0'), octet).map((parts) => parts.join('.')),
  fc.tuple(octet, octet, octet, octet).map((octets) => octets.join('.')),
)

const group = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(0, 1, 0x8000, 0xffff) },
  { weight: 1, arbitrary: fc.nat(0xffff) },
)
const groups = (from: number, to = from) => fc.array(group, { minLength: from, maxLength: to })
const spelling = fc.constantFrom<(value: number) => string>(
  (value) => value.toString(16),
  (value) => value.toString(16).toUpperCase(),
  (value) => value.toString(16).padStart(4, '0'),
)
const spelled = (values: readonly number[], spell: (value: number) => string): string =>
  values.map(spell).join(':')

const fullIpv6 = fc
  .tuple(groups(6), spelling)
  .map(([values, spell]) => spelled([0x2001, 0xdb8, ...values], spell))
const shortIpv6 = fc
  .tuple(groups(0, 3), groups(0, 3), spelling)
  .map(([left, right, spell]) => `${spelled(left, spell)}::${spelled(right, spell)}`)
const ipv6WithDots = anyIpv4.map((ipv4) => `2001:db8::${ipv4}`)

/** IPv6 addresses in every spelling, none of them IPv4 in disguise. */
export const anyIpv6 = fc
  .oneof(fullIpv6, shortIpv6, ipv6WithDots)
  .filter((text) => bitsOf(text)?.length === 128)

/** IPv4 addresses written as IPv6. */
export const mappedIpv4 = fc
  .tuple(anyIpv4, fc.constantFrom('::ffff:', '::FFFF:', '0:0:0:0:0:ffff:', '0000::ffff:'))
  .map(([ipv4, prefix]) => prefix + ipv4)

/** Addresses of every kind that a peer may have. */
export const anyAddress = fc.oneof(
  { weight: 4, arbitrary: anyIpv4 },
  { weight: 2, arbitrary: anyIpv6 },
  { weight: 1, arbitrary: mappedIpv4 },
)

const dotted = (value: number): string => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.')
const maskOf = (bits: number): string => dotted(bits === 0 ? 0 : (0xffffffff << (32 - bits)) >>> 0)
const bitsOfIpv4 = fc.oneof(fc.constantFrom(0, 1, 8, 16, 24, 25, 31, 32), fc.nat(32))
const bitsOfIpv6 = fc.oneof(fc.constantFrom(0, 1, 16, 32, 64, 127, 128), fc.nat(128))

/** Entries of address lists, by the form they are written in. */
export const patternsByForm = {
  address: anyAddress,
  cidr: fc.oneof(
    fc.tuple(anyIpv4, bitsOfIpv4).map((parts) => parts.join('/')),
    fc.tuple(anyIpv6, bitsOfIpv6).map((parts) => parts.join('/')),
    fc.tuple(mappedIpv4, bitsOfIpv4).map(([base, bits]) => `${base}/${bits + 96}`),
  ),
  mask: fc
    .tuple(anyIpv4, bitsOfIpv4, fc.constantFrom('/', ' ', ' / '))
    .map(([base, bits, between]) => base + between + maskOf(bits)),
  'octet-mask': fc.oneof(
    fc.tuple(anyIpv4, fc.integer({ min: 1, max: 15 })).map(([base, starred]) =>
      base
        .split('.')
        .map((each, nth) => ((starred >> nth) & 1 ? '*' : each))
        .join('.'),
    ),
    fc
      .tuple(anyIpv4, fc.integer({ min: 1, max: 3 }))
      .map(([base, kept]) => [...base.split('.').slice(0, kept), '*'].join('.')),
  ),
  range: fc.tuple(anyIpv4, octet, octet).map(([base, one, other]) => {
    const [low, high] = one < other ? [one, other] : [other, one]
    return `${base.replace(/\d+$/, String(low))}-${high}`
  }),
  'host-name': fc.constantFrom('mail.remote.test', 'Office.Elsewhere.test', 'nowhere.test'),
} as const

export type Form = keyof typeof patternsByForm

export const allForms: readonly Form[] = ['address', 'cidr', 'mask', 'octet-mask', 'range', 'host-name']

/** Entries in any of these forms. */
export const anyPattern = (forms: readonly Form[] = allForms): fc.Arbitrary<string> =>
  fc.oneof(...forms.map((form) => patternsByForm[form]))

/** An address, more often than by chance one that is on the list or just beside it. */
export const addressNear = (patterns: readonly string[]): fc.Arbitrary<string> => {
  const bases = patterns.flatMap((pattern) => /^[\da-f:.]+/i.exec(pattern.replaceAll('*', '7'))?.[0] ?? [])
  const steps = fc.constantFrom(-1, 0, 1)
  const ipv4 = bases.filter((base) => /^\d+(\.\d+){3}$/.test(base))
  if (ipv4.length === 0)
    return bases.length > 0 ? fc.oneof(fc.constantFrom(...bases), anyAddress) : anyAddress
  const beside = fc
    .tuple(fc.constantFrom(...ipv4), steps)
    .map(([base, step]) =>
      base.replace(/\d+$/, (last) => String(Math.min(255, Math.max(0, Number(last) + step)))),
    )
  return fc.oneof(beside, fc.constantFrom(...bases), anyAddress)
}
