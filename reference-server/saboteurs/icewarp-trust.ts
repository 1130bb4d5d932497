import { compileAddressList } from '../policy/addresses/address-list.ts'
import { maskOfBits, type AddressPattern } from '../policy/addresses/address-pattern.ts'
import { saboteur, type Saboteur, type SaboteurOf } from './saboteur.ts'

/** A Trusted IPs list whose entries are read wrongly. */
const misreading = (
  id: string,
  clause: string,
  misread: (pattern: AddressPattern) => AddressPattern,
): SaboteurOf<'relay.trusts'> =>
  saboteur({
    id,
    clause,
    seam: 'relay.trusts',
    replace: (trusts) => (list, address) => trusts(compileAddressList(list.patterns.map(misread)), address),
  })

/** Faults in the Trusted IPs list, and in the option it hangs on. */
export const icewarpTrustSaboteurs: readonly Saboteur[] = [
  saboteur({
    id: 'trusted-ips-worth-nothing',
    clause: 'icewarp.trusted-ips.no-auth-needed',
    seam: 'relay.trusts',
    replace: () => () => false,
  }),
  saboteur({
    id: 'failed-auth-costs-the-trust',
    clause: 'icewarp.trusted-ips.no-auth-needed',
    seam: 'relay.is-address-cancelled',
    replace:
      () =>
      ({ authFailed }) =>
        authFailed,
  }),
  saboteur({
    id: 'trust-without-the-option',
    clause: 'icewarp.trusted-ips.requires-whitelist-option',
    seam: 'trust.counts',
    replace: () => () => true,
  }),
  saboteur({
    id: 'trust-by-the-beginning-of-the-text',
    clause: 'icewarp.trusted-ips.single-address',
    seam: 'relay.trusts',
    replace: (trusts) => (list, address) =>
      trusts(list, address) || (/\d\d$/.test(address) && trusts(list, address.slice(0, -1))),
  }),
  misreading('single-address-takes-its-pair', 'icewarp.trusted-ips.single-address', (pattern) =>
    pattern.form === 'address' && pattern.address.family === 4 ? block(pattern.address.value, 31) : pattern,
  ),
  misreading('range-without-its-last', 'icewarp.trusted-ips.range', (pattern) =>
    pattern.form === 'range' ? { ...pattern, last: pattern.last - 1 } : pattern,
  ),
  misreading('range-without-its-first', 'icewarp.trusted-ips.range', (pattern) =>
    pattern.form === 'range' ? { ...pattern, first: pattern.first + 1 } : pattern,
  ),
  misreading('range-one-too-long', 'icewarp.trusted-ips.range', (pattern) =>
    pattern.form === 'range' ? { ...pattern, last: pattern.last + 1 } : pattern,
  ),
  misreading('range-begins-too-early', 'icewarp.trusted-ips.range', (pattern) =>
    pattern.form === 'range' ? { ...pattern, first: pattern.first - 1 } : pattern,
  ),
  misreading('block-of-half-the-size', 'icewarp.trusted-ips.cidr', (pattern) =>
    pattern.form === 'cidr' ? { ...pattern, bits: Math.min(pattern.bits + 1, 32) } : pattern,
  ),
  misreading('block-of-twice-the-size', 'icewarp.trusted-ips.cidr', (pattern) =>
    pattern.form === 'cidr' && pattern.network.family === 4
      ? block(pattern.network.value, pattern.bits - 1)
      : pattern,
  ),
  misreading('mask-of-an-octet-more', 'icewarp.trusted-ips.mask', (pattern) =>
    pattern.form === 'octet-mask'
      ? {
          ...pattern,
          mask: (pattern.mask << 8) >>> 0,
          network: (pattern.network & (pattern.mask << 8)) >>> 0,
        }
      : pattern,
  ),
  misreading('mask-is-one-address', 'icewarp.trusted-ips.mask', (pattern) =>
    pattern.form === 'octet-mask' ? { ...pattern, mask: 0xffffffff } : pattern,
  ),
  misreading('host-names-not-looked-up', 'icewarp.trusted-ips.host-name', (pattern) => pattern),
  saboteur({
    id: 'host-names-have-ipv4-alone',
    clause: 'icewarp.trusted-ips.host-name',
    seam: 'relay.trusts',
    replace: (trusts) => (list, address) => !address.includes(':') && trusts(list, address),
  }),
  saboteur({
    id: 'host-names-trust-their-ipv6-network',
    clause: 'icewarp.trusted-ips.host-name',
    seam: 'relay.trusts',
    replace: (trusts) => (list, address) =>
      trusts(list, address) ||
      [7, 8].some((last) => trusts(list, address.replace(/(?<=::)\d$/, String(last)))),
  }),
  saboteur({
    id: 'host-names-looked-up-once',
    clause: 'icewarp.trusted-ips.host-name',
    seam: 'relay.trusts',
    replace: (trusts) => {
      let first: Parameters<typeof trusts>[0] | undefined
      return (list, address) => trusts((first ??= list), address)
    },
  }),
  saboteur({
    id: 'localhost-not-trusted',
    clause: 'icewarp.trusted-ips.localhost-by-default',
    seam: 'relay.trusts',
    replace: (trusts) => (list, address) => address !== '127.0.0.1' && trusts(list, address),
  }),
  saboteur({
    id: 'localhost-always-trusted',
    clause: 'icewarp.trusted-ips.localhost-by-default',
    seam: 'relay.trusts',
    replace: (trusts) => (list, address) => address === '127.0.0.1' || trusts(list, address),
  }),
  saboteur({
    id: 'all-of-loopback-trusted',
    clause: 'icewarp.trusted-ips.localhost-by-default',
    seam: 'relay.trusts',
    replace: (trusts) => (list, address) => trusts(list, address.startsWith('127.') ? '127.0.0.1' : address),
  }),
]

/** The block of so many bits that holds an address. */
const block = (address: number, bits: number): AddressPattern => ({
  form: 'cidr',
  network: { family: 4, value: (address & maskOfBits(bits)) >>> 0 },
  bits,
})
