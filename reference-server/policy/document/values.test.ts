import { describe, expect, test } from 'vitest'
import { profiles } from '../../profiles/profiles.ts'
import { readPolicy, type PolicyDocument } from './document.ts'
import type { Profile } from './profile.ts'

const { kerio, plain } = profiles
/** The settings that have rules, whatever product has them. */
const generous: Profile = {
  ...plain,
  settings: Object.assign({}, ...Object.values(profiles).map(({ settings }) => withoutConstants(settings))),
}

function withoutConstants(settings: Profile['settings']): object {
  return Object.fromEntries(Object.entries(settings).filter(([, { fixed }]) => fixed === undefined))
}

const fromFile = (document: unknown): PolicyDocument => JSON.parse(JSON.stringify(document))
const problemsOf = (document: unknown): readonly string[] =>
  (readPolicy(generous, [fromFile(document)]).problems ?? []).map(({ path, text }) => `${path}: ${text}`)

const aDuration = 'expected a duration such as "30m" (s, m, h, d)'
const aSize = 'expected octets, or a size such as "10MB" (KB, MB, GB)'
const local = { domains: { local: ['local.test'] } }

test.each<[string, unknown, string]>([
  ['no password', { accounts: { 'a@b.test': { password: '' } } }, 'expected a password, saw an empty one'],
  [
    'a mistyped key of an account',
    { accounts: { 'a@b.test': { password: 'x', pasword: 'x' } } },
    'accounts["a@b.test"].pasword: unknown key',
  ],
  ['a number for a domain', { domains: { local: [30] } }, 'domains.local[0]: expected a domain, saw 30'],
  ['two words', { domains: { local: ['a b'] } }, 'domains.local[0]: expected a domain, saw "a b"'],
  ['a duration that has no unit', { greylist: { delay: '30' } }, `greylist.delay: ${aDuration}, saw "30"`],
  [
    'a duration longer than anybody lives',
    { greylist: { delay: '99999999999999d' } },
    'greylist.delay: expected a shorter duration, saw "99999999999999d"',
  ],
  [
    'a size larger than anything',
    { store: { maxSize: '99999999999999GB' } },
    'store.maxSize: expected a smaller size, saw "99999999999999GB"',
  ],
  ['a size with a unit nobody knows', { store: { maxSize: '10TB' } }, `store.maxSize: ${aSize}, saw "10TB"`],
  [
    'a protocol nobody knows',
    { listen: { protocols: ['pop4'] } },
    'listen.protocols[0]: expected one of pop3, pop3s, imap, imaps, saw "pop4"',
  ],
  [
    'a certificate without its key',
    { tls: { smtpCertificate: { chain: 'a.pem' } } },
    'tls.smtpCertificate.key: expected PEM text or a file, saw nothing',
  ],
  [
    'credentials without a name',
    { smarthost: { credentials: { password: 'x' } } },
    'smarthost.credentials.username: expected a text, saw nothing',
  ],
  [
    'an account listed twice',
    { ...local, accounts: { 'A@local.test': { password: 'x' }, 'a@LOCAL.test': { password: 'y' } } },
    'accounts["a@LOCAL.test"]: is listed twice; letter case makes no difference',
  ],
  ['a word for a section', { relay: 'open' }, 'relay: expected the settings of this section, saw a text'],
])('%s is refused, with its place and what is expected there', (_, document, problem) => {
  expect(problemsOf(document).join('\n')).toContain(problem)
  expect(problemsOf(document)).toHaveLength(1)
})

test('what a product fixes to nothing is told as an empty list', () => {
  expect(readPolicy(kerio, [{ tls: { versions: ['TLSv1.2'] } }]).problems).toEqual([
    { path: 'tls.versions', text: 'the kerio profile fixes this to an empty list' },
  ])
})

const policyOf = (...documents: unknown[]) => {
  const { policy, problems, document } = readPolicy(generous, documents.map(fromFile))
  if (problems) throw new Error(JSON.stringify(problems))
  return { policy, document }
}

describe('of what is written', () => {
  test('a group may stand apart from the word "group:", and blanks around a name are none of it', () => {
    const { policy, document } = policyOf({
      ipGroups: { office: ['10.0.0.0/8'] },
      relay: { trusted: ['group: office'] },
      limits: { exemptGroup: ' office ' },
    })
    expect(policy.relay.trusted.contains('10.1.1.1')).toBe(true)
    expect(policy.limits.exemptGroup.contains('10.1.1.1')).toBe(true)
    expect(document).toMatchObject({
      relay: { trusted: ['group:office'] },
      limits: { exemptGroup: 'office' },
    })
  })

  test('no group is exempt where none is named', () => {
    expect(policyOf().policy.limits.exemptGroup.isEmpty).toBe(true)
  })

  test('a host is read in lower case, and certificate and credentials as they are', () => {
    const certificate = { chain: 'a.pem', key: 'k.pem' }
    const credentials = { username: 'U', password: 'P' }
    const { policy } = policyOf({
      server: { hostname: 'Mail.LOCAL.test' },
      tls: { smtpCertificate: certificate },
      smarthost: { credentials },
    })
    expect(policy.server.hostname).toBe('mail.local.test')
    expect(policy.tls.smtpCertificate).toEqual(certificate)
    expect(policy.smarthost.credentials).toEqual(credentials)
  })

  test('an account that a later document takes away is asked for no domain', () => {
    const { document } = policyOf(
      { ...local, accounts: { 'a@local.test': { password: 'x' }, 'b@local.test': { password: 'y' } } },
      { domains: { local: ['other.test'] }, accounts: { 'a@local.test': null, 'b@local.test': null } },
    )
    expect(document).not.toHaveProperty('accounts')
  })

  test('what is left undefined counts as not written', () => {
    const document = Object.assign(fromFile({}), { relay: undefined, greylist: { enabled: undefined } })
    expect(readPolicy(plain, [document]).document).toEqual(readPolicy(plain, []).document)
  })
})
