import { expect, test } from 'vitest'
import { collisions, loopbackFor, networksFor } from './addresses.ts'

const span = (first: number, last: number) => ({ first, last })
const at = (a: number, b: number, c: number, d: number) => ((a * 256 + b) * 256 + c) * 256 + d

test('a stage address keeps its last three octets', () => {
  expect(loopbackFor('192.168.7.255')).toBe('127.168.7.255')
})

test('a span becomes the fewest networks that cover it', () => {
  expect(networksFor(span(at(192, 168, 0, 1), at(192, 168, 0, 50)))).toEqual([
    '127.168.0.1/32',
    '127.168.0.2/31',
    '127.168.0.4/30',
    '127.168.0.8/29',
    '127.168.0.16/28',
    '127.168.0.32/28',
    '127.168.0.48/31',
    '127.168.0.50/32',
  ])
  expect(networksFor(span(at(192, 168, 0, 0), at(192, 168, 255, 255)))).toEqual(['127.168.0.0/16'])
})

test('clients and networks that stay apart on the loopback network do not collide', () => {
  const sources = ['192.0.2.20', '198.51.100.20', '203.0.113.10', '203.0.113.11']
  expect(collisions(sources, [span(at(192, 0, 2, 16), at(192, 0, 2, 31))])).toEqual([])
})

test.each([
  ['two clients at one address', ['10.0.0.1', '11.0.0.1'], [], '11.0.0.1'],
  [
    'an outsider inside a trusted network',
    ['203.0.113.10'],
    [span(at(10, 0, 0, 0), at(10, 255, 255, 255))],
    'inside',
  ],
  [
    'a client inside the network beside its own',
    ['11.0.0.1'],
    [span(at(10, 0, 0, 0), at(10, 0, 0, 9))],
    'inside',
  ],
  ['IPv6', ['2001:db8::7'], [], 'IPv6'],
  ['an address that cannot be bound', ['10.255.255.255'], [], 'bound'],
  ['a network larger than the loopback', [], [span(0, 2 ** 32 - 1)], 'larger'],
])('%s is a collision', (_, sources, spans, words) => {
  const found = collisions(sources, spans)
  expect(found).toHaveLength(1)
  expect(JSON.stringify(found)).toContain(words)
})
