import { BlockList, isIPv4 } from 'node:net'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileAddressList } from './address-list.ts'
import { readAddressPattern } from './address-pattern.ts'
import type { PatternForm } from './address-pattern.ts'

const allForms = new Set<PatternForm>(['address', 'cidr', 'mask', 'octet-mask', 'range', 'host-name'])

const listOf = (...texts: string[]) =>
  compileAddressList(
    texts.map((text) => {
      const pattern = readAddressPattern(text, allForms)
      if ('problem' in pattern) throw new Error(pattern.problem)
      return pattern
    }),
  )

describe('an address list', () => {
  test.each([
    ['the address itself', '198.51.100.7', '198.51.100.7', true],
    ['its neighbour', '198.51.100.7', '198.51.100.8', false],
    ['the address, mapped', '198.51.100.7', '::ffff:198.51.100.7', true],
    ['an address under a mapped pattern', '::ffff:198.51.100.7', '198.51.100.7', true],
    ['an address under a mapped network', '::ffff:198.51.100.0/120', '198.51.100.9', true],
    ['anything, in all of IPv4', '0.0.0.0/0', '255.255.255.255', true],
    ['a mapped address, in all of IPv4', '0.0.0.0/0', '::ffff:10.0.0.1', true],
    ['an IPv6 address, in all of IPv4', '0.0.0.0/0', '2001:db8::7', false],
    ['anything, in all of IPv6', '::/0', '2001:db8::7', true],
    ['an IPv4 address, in all of IPv6', '::/0', '198.51.100.7', false],
    ['a mapped address, in all of IPv6', '::/0', '::ffff:198.51.100.7', false],
    ['the first of a network', '192.168.4.0/22', '192.168.4.0', true],
    ['the last of a network', '192.168.4.0/22', '192.168.7.255', true],
    ['one before a network', '192.168.4.0/22', '192.168.3.255', false],
    ['one after a network', '192.168.4.0/22', '192.168.8.0', false],
    ['high octets in a network', '224.0.0.0/3', '255.1.2.3', true],
    ['the last of an IPv6 network', '2001:db8::/33', '2001:db8:7fff:ffff::', true],
    ['one after an IPv6 network', '2001:db8::/33', '2001:db8:8000::', false],
    ['an address under a dotted mask', '192.168.0.0/255.255.255.0', '192.168.0.77', true],
    ['one outside a dotted mask', '192.168.0.0/255.255.255.0', '192.168.1.77', false],
    ['an address under stars', '192.168.*', '192.168.200.1', true],
    ['one outside the stars', '192.168.*.*', '192.169.0.1', false],
    ['an address under a star in the middle', '10.*.0.1', '10.99.0.1', true],
    ['one beside a star in the middle', '10.*.0.1', '10.99.1.1', false],
    ['the first of a range', '192.168.0.1-50', '192.168.0.1', true],
    ['the last of a range', '192.168.0.1-50', '192.168.0.50', true],
    ['one before a range', '192.168.0.1-50', '192.168.0.0', false],
    ['one after a range', '192.168.0.1-50', '192.168.0.51', false],
    ['what is no address', '0.0.0.0/0', 'garbage', false],
    ['an address with leading zeros', '0.0.0.0/0', '010.0.0.1', false],
    ['no text', '::/0', '', false],
    ['an address with a zone', '::/0', 'fe80::1%eth0', false],
    ['an address, under a host name', 'mail.remote.test', '198.51.100.7', false],
    ['the host name itself', 'mail.remote.test', 'mail.remote.test', false],
  ])('tells of %s (%s, %s)', (_, pattern, address, holds) => {
    expect(listOf(pattern).contains(address)).toBe(holds)
  })

  test('without patterns is empty and holds nothing', () => {
    expect(listOf().isEmpty).toBe(true)
    expect(listOf().contains('198.51.100.7')).toBe(false)
  })

  test('shows its host names and holds what they are found to stand for', () => {
    const list = listOf('Mail.Remote.test', '10.0.0.1')
    expect(list.hostNames).toEqual(['mail.remote.test'])

    const resolved = list.withResolved(
      new Map([['mail.remote.test', ['198.51.100.7', '2001:db8::7', 'junk']]]),
    )
    expect(resolved.contains('198.51.100.7')).toBe(true)
    expect(resolved.contains('2001:db8::7')).toBe(true)
    expect(resolved.contains('10.0.0.1')).toBe(true)
    expect(resolved.contains('10.0.0.2')).toBe(false)
  })

  test('forgets what a host name stood for when it is looked up again', () => {
    const list = listOf('mail.remote.test').withResolved(new Map([['mail.remote.test', ['198.51.100.7']]]))
    const again = list.withResolved(new Map([['mail.remote.test', ['198.51.100.8']]]))
    expect(again.contains('198.51.100.7')).toBe(false)
    expect(again.contains('198.51.100.8')).toBe(true)
  })
})

const ipv4Network = fc
  .tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 }))
  .map(([base, bits]) => `${base}/${bits}`)
const ipv6Network = fc
  .tuple(fc.ipV6(), fc.integer({ min: 0, max: 128 }))
  .map(([base, bits]) => `${base}/${bits}`)
const range = fc
  .tuple(fc.nat(255), fc.nat(255))
  .map(([one, other]) => `198.51.100.${Math.min(one, other)}-${Math.max(one, other)}`)
const nearAddress = fc.nat(255).map((octet) => `198.51.100.${octet}`)
// Node's lists let IPv6 networks hold IPv4 addresses that are mapped into them; ours never do, as the table above says.
const isMapped = (text: string) => text.includes(':') && !listOf('::/0').contains(text)

const dotted = (value: number) => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.')

function nodeList(patterns: readonly string[]): BlockList {
  const list = new BlockList()
  for (const pattern of patterns) {
    const [base = '', bits] = pattern.split('/')
    const [first = '', last] = base.split('-')
    const family = isIPv4(first) ? 'ipv4' : 'ipv6'
    if (last !== undefined) list.addRange(first, `198.51.100.${last}`)
    else if (bits === undefined) list.addAddress(first, family)
    else list.addSubnet(first, Number(bits), family)
  }
  return list
}

describe('a third opinion', () => {
  test('for any list and any address, Node decides alike', () => {
    const pattern = fc
      .oneof(ipv4Network, ipv6Network, range, nearAddress, fc.ipV4(), fc.ipV6())
      .filter((text) => !isMapped(text.replace(/\/.*/, '')))
    const address = fc.oneof(fc.ipV4(), fc.ipV6(), nearAddress).filter((text) => !isMapped(text))
    fc.assert(
      fc.property(fc.array(pattern, { maxLength: 8 }), address, (patterns, peer) => {
        const sameFamily = patterns.filter((text) => text.includes(':') === peer.includes(':'))
        const node = nodeList(sameFamily).check(peer, isIPv4(peer) ? 'ipv4' : 'ipv6')
        expect(listOf(...patterns).contains(peer)).toBe(node)
      }),
      { numRuns: 1_000 },
    )
  })

  test('for any network and an address next to its edges, Node decides alike', () => {
    fc.assert(
      fc.property(
        fc.nat(0xffffffff),
        fc.integer({ min: 1, max: 32 }),
        fc.boolean(),
        (start, bits, inside) => {
          const size = 2 ** (32 - bits)
          const first = start - (start % size)
          const peer = dotted(Math.min(0xffffffff, first + size - (inside ? 1 : 0)))
          const network = `${dotted(first)}/${bits}`
          expect(listOf(network).contains(peer)).toBe(nodeList([network]).check(peer))
        },
      ),
      { numRuns: 1_000 },
    )
  })
})
