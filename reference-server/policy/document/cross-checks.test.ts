import { expect, test } from 'vitest'
import { profiles } from '../../profiles/profiles.ts'
import { readPolicy, type PolicyDocument } from './document.ts'

const problemsOf = (name: keyof typeof profiles, document: PolicyDocument) =>
  (readPolicy(profiles[name], [document]).problems ?? []).map(({ path, text }) => `${path}: ${text}`)

const account = { password: 'secret' }
const ports = { smtpPort: 0, pop3Port: 0, imapPort: 0, smtpsPort: 0, pop3sPort: 0, imapsPort: 0 }
const afterNothing = 'expected more than 0s, because greylist.enabled is on'

test.each<[string, keyof typeof profiles, PolicyDocument, readonly string[]]>([
  [
    'accounts of a server without domains',
    'kerio',
    { accounts: { 'a@local.test': account } },
    ['accounts["a@local.test"]: local.test is not among domains.local (none)'],
  ],
  [
    'accounts of one domain among two',
    'kerio',
    {
      domains: { local: ['local.test', 'other.test'] },
      accounts: { 'a@third.test': account, 'a@other.test': account },
    },
    ['accounts["a@third.test"]: third.test is not among domains.local (local.test, other.test)'],
  ],
  [
    'a group where there are none',
    'kerio',
    { relay: { trusted: ['10.0.0.1', 'group:office'] } },
    ['relay.trusted[1]: "office" is not a group of ipGroups; there are no groups'],
  ],
  [
    'a group that is exempt from a limit',
    'kerio',
    { ipGroups: { office: [], attic: [] }, limits: { exemptGroup: 'cellar' } },
    ['limits.exemptGroup: "cellar" is not a group of ipGroups; there are office, attic'],
  ],
  [
    'groups within groups, each with its place',
    'kerio',
    { ipGroups: { office: ['10.0.0.1', 'group:attic'], attic: ['group:office'] } },
    ['ipGroups.office[1]: a group cannot contain groups', 'ipGroups.attic[0]: a group cannot contain groups'],
  ],
  [
    'a grey list that waits for nothing',
    'commgate',
    { greylist: { enabled: true, delay: '0s', retention: '0s' } },
    [`greylist.delay: ${afterNothing}`, `greylist.retention: ${afterNothing}`],
  ],
  [
    'two ports that are one, each with the one before it',
    'kerio',
    { listen: { ...ports, smtpPort: 2525, imapPort: 2525, imapsPort: 2525 } },
    [
      'listen.imapPort: 2525 is already the port of listen.smtpPort',
      'listen.imapsPort: 2525 is already the port of listen.imapPort',
    ],
  ],
])('it is a problem to have %s', (_, profile, document, problems) => {
  expect(problemsOf(profile, document)).toEqual(problems)
})

test.each<[string, keyof typeof profiles, PolicyDocument]>([
  ['ports that the system chooses are many', 'kerio', { listen: ports }],
  ['a window that is off has no length', 'kerio', { popBeforeSmtp: { enabled: false, window: '0s' } }],
  ['a grey list that is off waits for nothing', 'commgate', { greylist: { enabled: false, delay: '0s' } }],
  ['who delivers directly needs no relay server', 'kerio', { delivery: { mode: 'direct' } }],
  ['a relay server is there', 'kerio', { delivery: { mode: 'relay' }, smarthost: { host: 'hop.test' } }],
  [
    'a group may be named where it is known',
    'kerio',
    {
      ipGroups: { office: ['10.0.0.1'] },
      relay: { trusted: ['group:office'] },
      limits: { exemptGroup: 'office' },
    },
  ],
])('it is none that %s', (_, profile, document) => {
  expect(problemsOf(profile, document)).toEqual([])
})
