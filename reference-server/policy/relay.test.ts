import { describe, expect, test } from 'vitest'
import { compileAddressList } from './address-list.ts'
import type { Path, SenderFacts } from './facts.ts'
import { isGateway, sufficeToRelay, trustsEntry } from './relay.ts'

const path = (localPart: string, domain: string): Path => ({
  localPart,
  domain,
  text: `${localPart}@${domain}`,
})

const sender = (address: string, reversePath: Path | null): SenderFacts => ({
  port: 25,
  address,
  now: 0,
  startedAt: 0,
  windowAtStart: false,
  authFailed: false,
  reversePath,
})

describe('an entry made by hand', () => {
  const zoe = path('zoe', 'friend.test')
  test.each([
    ['an address covers it', '198.51.100.20', '198.51.100.20', null, true],
    ['an address covers no longer one', '198.51.100.20', '198.51.100.200', null, false],
    ['an IPv6 address covers it, however written', '2001:DB8:0::7', '2001:db8::7', null, true],
    ['a domain covers its senders', 'friend.test', '192.0.2.1', zoe, true],
    ['a domain is written in any case', 'Friend.TEST', '192.0.2.1', zoe, true],
    ['a domain covers none below it', 'friend.test', '192.0.2.1', path('zoe', 'sub.friend.test'), false],
    ['a domain does not cover the null sender', 'friend.test', '192.0.2.1', null, false],
    ['a mailbox covers itself', 'zoe@friend.test', '192.0.2.1', zoe, true],
    ['a mailbox covers no other', 'zoe@friend.test', '192.0.2.1', path('yan', 'friend.test'), false],
    ['an address is no domain literal', '192.0.2.9', '192.0.2.1', path('zoe', '[192.0.2.9]'), false],
  ])('%s', (_, entry, address, reversePath, covered) => {
    expect(trustsEntry([entry], sender(address, reversePath))).toBe(covered)
  })
})

describe('a gateway', () => {
  const listed = compileAddressList([{ form: 'address', address: { family: 4, value: 0xc000023c } }])
  const nobody = compileAddressList([])
  const hosts = new Map([
    ['mailer2.acme.test', '192.0.2.60'],
    ['mailer3.acme.test', '192.0.2.61'],
  ])
  test.each([
    ['is mapped and listed', 'mailer2.acme.test', hosts, listed, true],
    ['is not mapped alone', 'mailer2.acme.test', hosts, nobody, false],
    ['is not listed alone', 'mailer2.acme.test', new Map<string, string>(), listed, false],
    ['is not mapped to another address', 'mailer3.acme.test', hosts, listed, false],
    ['is not the domain above', 'acme.test', hosts, listed, false],
  ])('%s', (_, domain, mapped, trusted, is) => {
    expect(isGateway(path('yan', domain), mapped, trusted)).toBe(is)
  })
})

test('one right is enough to relay, none is not', () => {
  const none = { authenticated: false, trustedAddress: false, trustedSender: false, window: false }
  expect(sufficeToRelay(none)).toBe(false)
  for (const right of Object.keys(none)) expect(sufficeToRelay({ ...none, [right]: true })).toBe(true)
})
