import { expect, test } from 'vitest'
import { clientRows, octetPrefixes } from './access.ts'

test.each([
  ['127.0.2.20', ['127.0.2.20']],
  ['127.0.2.20/32', ['127.0.2.20']],
  ['127.0.2.16/30', ['127.0.2.16', '127.0.2.17', '127.0.2.18', '127.0.2.19']],
  ['127.51.100.0/24', ['127.51.100']],
  ['127.16.4.0/23', ['127.16.4', '127.16.5']],
  ['127.168.0.0/16', ['127.168']],
  ['127.16.0.0/15', ['127.16', '127.17']],
  ['127.0.0.0/8', ['127']],
])('the network %s is named by whole octets', (network, prefixes) => {
  expect(octetPrefixes(network)).toEqual(prefixes)
})

test('a client has a row for each part of a network', () => {
  expect(clientRows('Connect', ['127.0.2.20', '127.0.4.0/23'], 'RELAY')).toEqual([
    'Connect:127.0.2.20\tRELAY',
    'Connect:127.0.4\tRELAY',
    'Connect:127.0.5\tRELAY',
  ])
})
