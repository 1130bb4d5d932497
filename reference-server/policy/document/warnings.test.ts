import { expect, test } from 'vitest'
import { profiles } from '../../profiles/profiles.ts'
import { readPolicy, type PolicyDocument } from './document.ts'

const { kerio } = profiles
const warningsOf = (...layers: readonly PolicyDocument[]): readonly string[] | undefined =>
  readPolicy(kerio, layers).warnings?.map(({ path, text }) => `${path}: ${text}`)

test('what may be a slip is taken, and told with its place', () => {
  const slips: PolicyDocument = {
    relay: { trusted: ['192.0.2.1', '10.0.0.1/8'] },
    ipGroups: { office: ['10.9.9.9/16'] },
  }
  expect(warningsOf(slips)).toEqual([
    'relay.trusted[1]: 10.0.0.1/8 means 10.0.0.0/8, 16,777,216 addresses',
    'ipGroups.office[0]: 10.9.9.9/16 means 10.9.0.0/16, 65,536 addresses',
  ])
  expect(readPolicy(kerio, [slips]).policy?.relay.trusted.contains('10.200.0.1')).toBe(true)
})

test('two layers that say the same are told of once', () => {
  const slip: PolicyDocument = { relay: { trusted: ['10.0.0.1/8'] } }
  expect(warningsOf(slip, slip)).toHaveLength(1)
})

test('a policy without a slip has no warnings, and neither have the defaults of any profile', () => {
  expect(warningsOf({ relay: { trusted: ['10.0.0.0/8'] } })).toEqual([])
  for (const profile of Object.values(profiles)) expect(readPolicy(profile, []).warnings).toEqual([])
})

test.each<[string, PolicyDocument, string]>([
  [
    'a local domain',
    { domains: { local: ['bücher.test'] } },
    'domains.local[0]: expected a domain in ASCII, which is "xn--bcher-kva.test", saw "bücher.test"',
  ],
  [
    'a host',
    { server: { hostname: 'mail.bücher.test' } },
    'server.hostname: expected a host name or an address in ASCII, which is "mail.xn--bcher-kva.test", ' +
      'saw "mail.bücher.test"',
  ],
  [
    'an account',
    { accounts: { 'alice@bücher.test': { password: 'x' } } },
    'accounts["alice@bücher.test"]: the domain is not in ASCII; write xn--bcher-kva.test',
  ],
])('a name in another alphabet is refused with its A-labels: %s', (_, document, problem) => {
  expect(readPolicy(kerio, [document]).problems?.map(({ path, text }) => `${path}: ${text}`)).toContain(
    problem,
  )
})
