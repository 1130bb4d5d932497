import { expect, test } from 'vitest'
import type { Needs } from '../target.ts'
import { relayMode, trustedAs, trustedEntries } from './entries.ts'
import { askedOf } from './fragments.ts'

const asked = (relay: NonNullable<Needs['policy']['relay']>) =>
  askedOf({
    scenario: 'relay/example',
    profile: 'kerio',
    policy: { relay },
    accounts: {},
    sources: {},
    uses: [],
    seed: 1,
  })

test('networks that may relay, at their addresses here, are lines of the name a server has for them', () => {
  expect(trustedAs('mynetworks')(asked({ trusted: ['192.0.2.0/24'] }))).toEqual({
    lines: { mynetworks: ['127.0.2.0/24'] },
  })
})

test.each([
  [
    'addresses and senders are told apart',
    ['192.0.2.9', 'friend.test'],
    { lines: { by: ['127.0.2.9', 'friend.test'] } },
  ],
  [
    'an address of IPv6 is not met',
    ['friend.test', '2001:db8::1'],
    { why: '2001:db8::1: it listens on IPv4 only' },
  ],
] as const)('of trusted entries, %s', (_, entries, met) => {
  const row = trustedEntries(({ addresses, senders }) => ({ lines: { by: [...addresses, ...senders] } }))
  const { policy, ...others } = asked({})
  const relay = { ...policy.relay, trustedEntries: new Set(entries) }
  expect(row({ ...others, policy: { ...policy, relay } })).toEqual(met)
})

test.each([
  ['open', { lines: { main: ['open'] } }],
  ['none', { lines: { closed: ['yes'] } }],
  ['restricted', {}],
] as const)('what a relay that is %s is told', (mode, told) => {
  expect(relayMode({ lines: { main: ['open'] } })(asked({ mode }))).toEqual(told)
})
