import { describe, expect, test } from 'vitest'
import { printAddressPattern, readAddressPattern } from './address-pattern.ts'
import type { PatternForm } from './address-pattern.ts'

const allForms = new Set<PatternForm>(['address', 'cidr', 'mask', 'octet-mask', 'range', 'host-name'])

const printed = (text: string, forms: ReadonlySet<PatternForm> = allForms): string => {
  const pattern = readAddressPattern(text, forms)
  return 'problem' in pattern ? pattern.problem : `${pattern.form} ${printAddressPattern(pattern)}`
}

describe('an address pattern', () => {
  test.each([
    ['one address', '198.51.100.7', 'address 198.51.100.7'],
    ['spaces around', ' 198.51.100.7 ', 'address 198.51.100.7'],
    ['one IPv6 address', '2001:DB8::0:7', 'address 2001:db8::7'],
    ['a mapped address', '::ffff:198.51.100.7', 'address 198.51.100.7'],
    ['a network', '198.51.100.0/24', 'cidr 198.51.100.0/24'],
    ['a network named by a host in it', '198.51.100.7/24', 'cidr 198.51.100.0/24'],
    ['all of IPv4', '0.0.0.0/0', 'cidr 0.0.0.0/0'],
    ['a network of one', '198.51.100.7/32', 'cidr 198.51.100.7/32'],
    ['an IPv6 network', '2001:db8:1::9/32', 'cidr 2001:db8::/32'],
    ['all of IPv6', '::/0', 'cidr ::/0'],
    ['a mapped network', '::ffff:192.168.0.0/112', 'cidr 192.168.0.0/16'],
    ['a dotted mask', '192.168.0.0/255.255.255.0', 'mask 192.168.0.0/255.255.255.0'],
    ['a mask after a space', '192.168.0.9 255.255.255.0', 'mask 192.168.0.0/255.255.255.0'],
    ['a mask of nothing', '0.0.0.0/0.0.0.0', 'mask 0.0.0.0/0.0.0.0'],
    ['a mask of everything', '10.0.0.1/255.255.255.255', 'mask 10.0.0.1/255.255.255.255'],
    ['stars for octets', '192.168.*.*', 'octet-mask 192.168.*.*'],
    ['one star for the rest', '192.168.*', 'octet-mask 192.168.*.*'],
    ['a star in the middle', '10.*.0.1', 'octet-mask 10.*.0.1'],
    ['a range', '192.168.0.1-50', 'range 192.168.0.1-50'],
    ['a range of one', '192.168.0.1-1', 'range 192.168.0.1-1'],
    ['a range to the end', '192.168.0.0-255', 'range 192.168.0.0-255'],
    ['a host name', 'Mail.Remote.TEST', 'host-name mail.remote.test'],
  ])('%s: %s', (_, text, form) => {
    expect(printed(text)).toBe(form)
  })

  test.each([
    ['a prefix too long', '198.51.100.0/33', '"198.51.100.0/33" is not a network'],
    ['an IPv6 prefix too long', '2001:db8::/129', '"2001:db8::/129" is not a network'],
    ['a mapped network with a prefix below 96', '::ffff:0.0.0.0/90', '"::ffff:0.0.0.0/90" is not a network'],
    ['a prefix with a zero in front', '10.0.0.0/08', '"10.0.0.0/08" is not a network'],
    ['an empty prefix', '10.0.0.0/', '"10.0.0.0/" is not a network'],
    ['a prefix after a space', '10.0.0.0 8', '"10.0.0.0 8" is not a network'],
    ['a mask with holes', '10.0.0.0/255.0.255.0', '"10.0.0.0/255.0.255.0" is not a network'],
    ['a mask for IPv6', '2001:db8::/255.255.0.0', '"2001:db8::/255.255.0.0" is not a network'],
    ['two slashes', '10.0.0.0/8/8', '"10.0.0.0/8/8" is not a network'],
    ['a network of a name', 'remote.test/24', '"remote.test/24" is not a network'],
    ['a lone star', '*', '"*" is not an address with * for octets'],
    ['a star inside an octet', '10.0.0.1*', '"10.0.0.1*" is not an address with * for octets'],
    ['a short form that ends in a number', '10.*.1', '"10.*.1" is not an address with * for octets'],
    ['a range that runs backwards', '10.0.0.9-3', '"10.0.0.9-3" is not a range of addresses'],
    ['a range that begins with no address', '300.0.0.1-5', '"300.0.0.1-5" is not a range of addresses'],
    ['a range past the octet', '10.0.0.9-256', '"10.0.0.9-256" is not a range of addresses'],
    ['an octet too large', '256.1.1.1', '"256.1.1.1" is not an address, a network or a host name'],
    ['a leading zero', '010.0.0.1', '"010.0.0.1" is not an address, a network or a host name'],
    ['a zone', 'fe80::1%eth0', '"fe80::1%eth0" is not an address, a network or a host name'],
    ['no text', '', '"" is not an address, a network or a host name'],
  ])('refuses %s: %s', (_, text, problem) => {
    expect(printed(text)).toBe(problem)
  })

  test('of a form that is not taken is refused by the name of the form', () => {
    expect(printed('192.168.*.*', new Set(['address', 'mask']))).toBe(
      '"192.168.*.*" is an address with * for octets, which is not accepted here; ' +
        'accepted: a single address, a network with dotted mask',
    )
  })
})
