import { expect, test } from 'vitest'
import { readPolicy } from '../policy/document/document.ts'
import { profiles } from '../profiles/profiles.ts'
import { atHome } from './own-address.ts'
import { readPath } from './path.ts'
import { openFixture } from './testing.ts'

/** The domain a path has here, where the client came to an address. */
function domainOf(text: string, ownAddress: string, local: readonly string[] = ['local.test']): string {
  const reading = readPolicy(profiles.kerio, [{ domains: { local } }])
  const path = readPath(text)
  if (reading.problems || typeof path === 'string') throw new Error('a broken test')
  return atHome(path, ownAddress, reading.policy).domain
}

test.each([
  ['the literal of the own address', 'alice@[192.0.2.1]', '192.0.2.1'],
  ['the same in IPv6', 'alice@[IPv6:2001:DB8::1]', '2001:db8::1'],
  ['another way to write it', 'alice@[IPv6:2001:db8:0:0::1]', '2001:db8::1'],
  ['an IPv4 address in IPv6', 'alice@[IPv6:::ffff:192.0.2.1]', '192.0.2.1'],
])('%s stands for the first local domain', (_, text, ownAddress) => {
  expect(domainOf(text, ownAddress, ['local.test', 'other.test'])).toBe('local.test')
})

test.each([
  ['of another address', 'alice@[192.0.2.2]', '[192.0.2.2]'],
  ['of another IPv6 address', 'alice@[IPv6:2001:db8::2]', '[ipv6:2001:db8::2]'],
  ['that is none', 'alice@remote.test', 'remote.test'],
])('a literal %s stands for itself', (_, text, domain) => {
  expect(domainOf(text, '192.0.2.1')).toBe(domain)
})

test('the own address stands for itself where no domain is local', () => {
  expect(domainOf('alice@[192.0.2.1]', '192.0.2.1', [])).toBe('[192.0.2.1]')
})

test('a stranger reaches a mailbox by the address it came to, and no other', async () => {
  await using fixture = await openFixture()
  const client = await fixture.introduced()
  expect(await client.says('MAIL FROM:<a@remote.test>', 'RCPT TO:<alice@[127.0.0.2]>')).toMatch(
    /^550 5\.7\.1/,
  )
  expect(await client.says('RCPT TO:<nobody@[127.0.0.1]>')).toMatch(/^550 5\.1\.1/)
  expect(await client.says('RCPT TO:<alice@[127.0.0.1]>')).toMatch(/^250/)
  await client.says('DATA', '.')
  expect(fixture.accepted[0]?.envelope.forwardPaths).toMatchObject([
    { localPart: 'alice', domain: 'local.test' },
  ])
})
