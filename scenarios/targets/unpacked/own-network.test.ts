import { expect, test } from 'vitest'
import type { Needs } from '../target.ts'
import { ownNetworkShortfalls } from './own-network.ts'

const needs: Needs = {
  scenario: 'pop-before-smtp/x',
  profile: 'kerio',
  policy: { popBeforeSmtp: { enabled: true } },
  accounts: {},
  sources: { laptop: '203.0.113.10', phone: '203.0.113.10' },
  uses: ['clock'],
  seed: 1,
}
const of = (changes: Partial<Needs>, seesAddresses = false) =>
  ownNetworkShortfalls({ ...needs, ...changes }, seesAddresses).map(({ need }) => need)

test('one client at one address, and its clock, need no network in common', () => {
  expect(of({})).toEqual([])
})

test.each([
  [
    'a second client',
    { sources: { laptop: '203.0.113.10', other: '203.0.113.11' } },
    ['source 203.0.113.11'],
  ],
  ['a trusted address', { policy: { relay: { trusted: ['192.0.2.20'] } } }, ['address 192.0.2.20']],
  ['mail that is to arrive', { uses: ['sink' as const] }, ['sink']],
  ['a server that is played', { peers: { smarthost: { protocol: 'smtp' as const } } }, ['peer smarthost']],
  ['names that are to be found', { uses: ['dns' as const] }, ['dns']],
  ['an operator, who may name any address', { uses: ['operator' as const] }, ['operator']],
])('%s is more than it gives', (_, changes: Partial<Needs>, stated) => {
  expect(of(changes)).toEqual(stated)
})

test('a server that is told of addresses lacks what it cannot reach, and nothing else', () => {
  const trusting = { policy: { relay: { trusted: ['192.0.2.20'] } } }
  expect(of({ ...trusting, sources: { laptop: '203.0.113.10', other: '203.0.113.11' } }, true)).toEqual([])
  expect(of({ uses: ['sink', 'dns'] }, true)).toEqual(['sink', 'dns'])
})
