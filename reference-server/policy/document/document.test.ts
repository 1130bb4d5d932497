// Long, because every way a document can be wrong has its row, with the exact words.
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { icewarp } from '../../profiles/icewarp.ts'
import { ics } from '../../profiles/ics.ts'
import { imail } from '../../profiles/imail.ts'
import { kerio } from '../../profiles/kerio.ts'
import { notInForce, policyJsonSchema, readPolicy, writtenKeys } from './document.ts'
import type { Duration, Given, KnownSettings, PolicyDocument, PolicySettings } from './document.ts'
import type { Profile } from './profile.ts'

const fromFile = (text: string): PolicyDocument => JSON.parse(text)

const policyOf = (profile: Profile, ...layers: PolicyDocument[]) => {
  const reading = readPolicy(profile, layers)
  if (reading.problems) throw new Error(JSON.stringify(reading.problems))
  return reading
}

const hostGiven = (given: Given<{ smarthost: { host: string } }>): string => given.smarthost.host

const inHeadOf = <const P extends PolicySettings>(policy: P & KnownSettings<P>): P => policy

const problemsOf = (profile: Profile, ...layers: unknown[]): string[] => {
  const { problems = [] } = readPolicy(
    profile,
    layers.map((layer) => fromFile(JSON.stringify(layer))),
  )
  return problems.map(({ path, text }) => `${path}: ${text}`)
}

describe('a policy', () => {
  test('holds durations in milliseconds, names in lower case and lists that can be asked', () => {
    const { policy } = policyOf(kerio, {
      domains: { local: ['Local.Test'] },
      accounts: { 'Alice@local.test': { password: 'secret' } },
      popBeforeSmtp: { enabled: true, window: '30m' },
      ipGroups: { office: ['192.168.0.0/16'] },
      relay: { trusted: ['group:office', '10.0.0.1'] },
    })
    expect(policy.popBeforeSmtp.window).toBe(1_800_000)
    expect(policy.domains.local.has('local.test')).toBe(true)
    expect(policy.accounts.get('alice@local.test')).toEqual({ password: 'secret' })
    expect(policy.relay.trusted.contains('192.168.7.7')).toBe(true)
    expect(policy.relay.trusted.contains('10.0.0.1')).toBe(true)
    expect(policy.relay.trusted.contains('10.0.0.2')).toBe(false)
    expect(policy.ipGroups.get('office')?.contains('192.168.7.7')).toBe(true)
  })

  test('has a neutral value for what its profile does not know', () => {
    const { policy } = policyOf(imail)
    expect(policy.greylist.enabled).toBe(false)
    expect(policy.limits.messagesPerHour).toBeUndefined()
    expect(policy.limits.exemptGroup.contains('127.0.0.1')).toBe(false)
  })

  test('takes the constants of its profile', () => {
    expect(policyOf(kerio).policy.popBeforeSmtp.logins).toEqual(['pop3'])
    expect(policyOf(icewarp).policy.popBeforeSmtp.logins).toEqual(['pop3', 'imap'])
  })
})

describe('layers', () => {
  test('win over the profile, and later ones over earlier ones', () => {
    const { policy } = policyOf(
      imail,
      { relay: { mode: 'restricted', trusted: ['10.0.0.1'] } },
      { relay: { trusted: ['10.0.0.2'] } },
    )
    expect(policy.relay.mode).toBe('restricted')
    expect(policy.relay.trusted.contains('10.0.0.1')).toBe(false)
    expect(policy.relay.trusted.contains('10.0.0.2')).toBe(true)
  })

  test('add entries to records, and null takes one away', () => {
    const { policy } = policyOf(
      kerio,
      { ipGroups: { office: ['10.0.0.1'], cellar: ['10.0.0.2'] } },
      { ipGroups: { attic: ['10.0.0.3'], cellar: null } },
    )
    expect([...policy.ipGroups.keys()]).toEqual(['office', 'attic'])
  })

  test('unset with null what the profile says', () => {
    const { policy, document } = policyOf(icewarp, { relay: { trusted: null } })
    expect(policy.relay.trusted.isEmpty).toBe(true)
    expect(document).toMatchObject({ relay: { trusted: [] } })
  })

  test('may be set again after they were unset', () => {
    const { policy } = policyOf(icewarp, { relay: { trusted: null } }, { relay: { trusted: ['10.0.0.1'] } })
    expect(policy.relay.trusted.contains('10.0.0.1')).toBe(true)
  })
})

describe('the effective document', () => {
  test('spells everything in its one canonical way', () => {
    const { document } = policyOf(kerio, {
      domains: { local: ['Local.Test', 'local.test'] },
      popBeforeSmtp: { enabled: true, window: '120m' },
      relay: { trusted: ['192.168.0.9 255.255.255.0', '::ffff:10.0.0.1'] },
    })
    expect(document).toEqual({
      domains: { local: ['local.test'] },
      relay: { trusted: ['192.168.0.0/255.255.255.0', '10.0.0.1'] },
      auth: { failureCancelsAddress: true },
      popBeforeSmtp: { enabled: true, window: '2h', logins: ['pop3'] },
      limits: { messageSize: '20MB' },
    })
  })

  test('for any document, reads back to itself', () => {
    const list = fc.array(fc.oneof(fc.ipV4(), fc.ipV6(), fc.constant('group:office')), { maxLength: 4 })
    const optional = { requiredKeys: [] }
    const document = fc.record(
      {
        ipGroups: fc.constant({ office: ['10.0.0.0/8'] }),
        relay: fc.record(
          {
            mode: fc.constantFrom('open' as const, 'restricted' as const, null),
            trusted: list,
            acceptSmtpAuth: fc.boolean(),
          },
          optional,
        ),
        popBeforeSmtp: fc.record({
          enabled: fc.boolean(),
          window: fc.integer({ min: 1, max: 9_999 }).map((n) => `${n}m` as const),
        }),
        listen: fc.record({ smtpPort: fc.integer({ min: 1_000, max: 9_999 }) }, optional),
      },
      { requiredKeys: ['ipGroups'] },
    )
    fc.assert(
      fc.property(document, (written) => {
        const first = policyOf(kerio, written)
        const second = policyOf(kerio, first.document)
        expect(second.document).toEqual(first.document)
        expect(JSON.stringify(second.policy.relay.mode)).toBe(JSON.stringify(first.policy.relay.mode))
      }),
      { numRuns: 50 },
    )
  })
})

describe('problems', () => {
  test('of more keys than there are settings none is taken for a slip, and each is named', () => {
    const many = Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`relay${at}`, at]))
    const { problems = [] } = readPolicy(kerio, [many])
    expect(problems).toHaveLength(100_000)
    expect(new Set(problems.map(({ text }) => text))).toEqual(new Set(['unknown key']))
  })

  test.each<[string, Profile, unknown, string]>([
    [
      'a network that is none',
      kerio,
      { ipGroups: { spared: ['10.0.0.1', '198.51.100.0/33'] } },
      'ipGroups.spared[1]: "198.51.100.0/33" is not a network',
    ],
    [
      'a pattern form the product does not have',
      imail,
      { relay: { trusted: ['10.0.0.0/8'] } },
      'relay.trusted[0]: "10.0.0.0/8" is a network with prefix length, which is not accepted here; ' +
        'accepted: a single address, a network with dotted mask',
    ],
    [
      'an old key',
      kerio,
      { popBeforeSmtp: { windowMinutes: 30 } },
      'popBeforeSmtp.windowMinutes: unknown key; did you mean popBeforeSmtp.window?',
    ],
    [
      'a mistyped key',
      kerio,
      { relay: { truste: [] } },
      'relay.truste: unknown key; did you mean relay.trusted?',
    ],
    ['a mistyped section', kerio, { relays: {} }, 'relays: unknown key; did you mean relay?'],
    [
      'a key out of its section',
      kerio,
      { windowMinutes: 3 },
      'windowMinutes: unknown key; did you mean popBeforeSmtp.window?',
    ],
    ['a key like nothing known', kerio, { zzzzzz: {} }, 'zzzzzz: unknown key'],
    [
      'a flat key',
      kerio,
      { 'relay.mode': 'open' },
      '["relay.mode"]: settings are nested: write relay: { mode: … }',
    ],
    ['a key from Object.prototype', kerio, { constructor: {} }, 'constructor: unknown key'],
    [
      'a setting the product does not have',
      kerio,
      { greylist: { enabled: true } },
      'greylist.enabled: the kerio profile has no such setting',
    ],
    [
      'a constant written otherwise',
      ics,
      { relay: { mode: 'open' } },
      'relay.mode: the ics profile fixes this to restricted',
    ],
    [
      'a constant unset',
      ics,
      { relay: { mode: null } },
      'relay.mode: the ics profile fixes this to restricted',
    ],
    [
      'a constant list written otherwise',
      kerio,
      { popBeforeSmtp: { logins: ['pop3', 'imap'] } },
      'popBeforeSmtp.logins: the kerio profile fixes this to pop3',
    ],
    ['a rule that is not built', ics, { dkim: { sign: true } }, 'dkim.sign: not implemented yet'],
    [
      'a word out of the list',
      kerio,
      { relay: { mode: 'opne' } },
      'relay.mode: expected one of restricted, open, none, saw "opne"',
    ],
    [
      'a duration without a unit',
      kerio,
      { popBeforeSmtp: { window: 30 } },
      'popBeforeSmtp.window: expected a duration such as "30m" (s, m, h, d), saw 30',
    ],
    [
      'a switch that is a number',
      kerio,
      { popBeforeSmtp: { enabled: 1 } },
      'popBeforeSmtp.enabled: expected true or false, saw 1',
    ],
    [
      'a window of nothing',
      kerio,
      { popBeforeSmtp: { enabled: true, window: '0s' } },
      'popBeforeSmtp.window: expected more than 0s, because popBeforeSmtp.enabled is on',
    ],
    [
      'a window not given',
      kerio,
      { popBeforeSmtp: { enabled: true } },
      'popBeforeSmtp.window: expected more than 0s, because popBeforeSmtp.enabled is on',
    ],
    [
      'a port too large',
      kerio,
      { listen: { smtpPort: 65536 } },
      'listen.smtpPort: expected a port, 0 to 65535, saw 65536',
    ],
    [
      'a port taken',
      kerio,
      { listen: { imapPort: 110 } },
      'listen.imapPort: 110 is already the port of listen.pop3Port',
    ],
    [
      'an unknown group',
      kerio,
      { ipGroups: { office: [] }, relay: { trusted: ['group:attic'] } },
      'relay.trusted[0]: "attic" is not a group of ipGroups; there are office',
    ],
    [
      'a group in a group',
      kerio,
      { ipGroups: { office: ['group:office'] } },
      'ipGroups.office[0]: a group cannot contain groups',
    ],
    [
      'a relay without a host',
      kerio,
      { delivery: { mode: 'relay' } },
      'smarthost.host: expected a host, because delivery.mode is relay',
    ],
    [
      'an account of a foreign domain',
      kerio,
      { domains: { local: ['local.test'] }, accounts: { 'bob@remote.test': { password: 'x' } } },
      'accounts["bob@remote.test"]: remote.test is not among domains.local (local.test)',
    ],
    [
      'an account without a domain',
      kerio,
      { accounts: { bob: { password: 'x' } } },
      'accounts.bob: is not an address of the form name@domain',
    ],
    [
      'a section that is empty',
      kerio,
      { relay: null },
      'relay: expected the settings of this section, saw nothing',
    ],
    ['a document that is a list', kerio, [], ': expected an object of settings, saw a list'],
  ])('name %s', (_, profile, document, problem) => {
    expect(problemsOf(profile, document)).toEqual([problem])
  })

  test('come all at once, from every layer', () => {
    expect(
      problemsOf(
        kerio,
        { relay: { mode: 'opne' }, lists: { remoteView: true } },
        { listen: { smtpPort: -1 } },
      ),
    ).toEqual([
      'relay.mode: expected one of restricted, open, none, saw "opne"',
      'lists.remoteView: the kerio profile has no such setting',
      'listen.smtpPort: expected a port, 0 to 65535, saw -1',
    ])
  })

  test('that may only follow from another one wait for that one', () => {
    expect(
      problemsOf(kerio, {
        domains: { local: 'local.test' },
        accounts: { 'a@local.test': { password: 'x' } },
      }),
    ).toEqual(['domains.local: expected a list of domains, saw "local.test"'])
  })

  test('are none when a constant is written as it is', () => {
    expect(problemsOf(kerio, { popBeforeSmtp: { logins: ['pop3'] } })).toEqual([])
    expect(problemsOf(ics, { popBeforeSmtp: { enabled: false } })).toEqual([])
  })

  test('say what an account may hold', () => {
    const account = { password: 'x', challengeResponse: false }
    const domains = { local: ['local.test'] }
    expect(policyOf(kerio, { domains, accounts: { 'a@local.test': account } }).policy.accounts).toEqual(
      new Map([['a@local.test', account]]),
    )
    const accounts = { 'a@local.test': { password: 'x', challengeResponse: 'no' } }
    expect(problemsOf(kerio, { domains, accounts })).toEqual([
      'accounts["a@local.test"].challengeResponse: expected true or false, saw a text',
    ])
  })

  test.each([
    ['a bare text for an account', (secret: string) => ({ accounts: { 'a@b.test': secret } })],
    ['a list for an account', (secret: string) => ({ accounts: { 'a@b.test': [secret] } })],
    ['a text for all accounts', (secret: string) => ({ accounts: secret })],
    ['a mistyped password', (secret: string) => ({ accounts: { 'a@b.test': { pasword: secret } } })],
    ['a list for a password', (secret: string) => ({ accounts: { 'a@b.test': { password: [secret] } } })],
    ['an account of nowhere', (secret: string) => ({ accounts: { 'a@b.test': { password: secret } } })],
    ['a mistyped section', (secret: string) => ({ acounts: { 'a@b.test': { password: secret } } })],
    ['a text for a certificate', (secret: string) => ({ tls: { smtpCertificate: secret } })],
  ])('never show a password: %s', (_, document) => {
    const problems = problemsOf(kerio, document('hunter2'))
    expect(problems.length).toBeGreaterThan(0)
    expect(problems.join('\n')).not.toContain('hunter2')
  })
})

describe('what is written', () => {
  test('is listed by dotted name; records and lists count as one', () => {
    expect(
      writtenKeys({
        ipGroups: { office: ['10.0.0.1'] },
        accounts: { 'alice@local.test': { password: 'x' } },
        popBeforeSmtp: { enabled: true, window: '30m' },
        relay: {},
      }),
    ).toEqual(['ipGroups', 'accounts', 'popBeforeSmtp.enabled', 'popBeforeSmtp.window'])
  })

  test('is all that is given: other settings cannot be read', () => {
    const given: Given<{ popBeforeSmtp: { enabled: true; window: '30m' } }> = policyOf(kerio).policy
    const window: Duration = given.popBeforeSmtp.window
    expect(window).toBe(0)
    // @ts-expect-error: the document does not write it
    expect(given.popBeforeSmtp.logins).toBeDefined()
    // @ts-expect-error: nor anything of this section
    expect(given.relay).toBeDefined()
  })

  test('is defined where it is given', () => {
    expect(hostGiven({ smarthost: { host: 'relay.remote.test' } })).toBe('relay.remote.test')
  })

  test('cannot be misspelled', () => {
    // @ts-expect-error: windowMinutes is no setting
    const wrongKey: PolicyDocument = { popBeforeSmtp: { windowMinutes: 30 } }
    // @ts-expect-error: 30 is no duration
    const wrongValue: PolicyDocument = { popBeforeSmtp: { window: 30 } }
    // @ts-expect-error: a scenario unsets nothing
    const unset: PolicySettings = { relay: { trusted: null } }
    // @ts-expect-error: a misspelled key in a scenario's head
    const inHead = inHeadOf({ popBeforeSmtp: { enabled: true, windwo: '30m' } })
    expect([wrongKey, wrongValue, unset, inHead]).toHaveLength(4)
  })
})

test('defaults whose rules are not built are listed, unless they are unset', () => {
  const standard = policyOf(icewarp).policy
  expect(notInForce(standard, icewarp)).toEqual(['antispam.skipListsForUntrustedLocal'])
  const unset = policyOf(icewarp, { antispam: { skipListsForUntrustedLocal: null } }).policy
  expect(notInForce(unset, icewarp)).toEqual([])
})

test('the JSON Schema names every section and refuses other keys', () => {
  expect(policyJsonSchema()).toMatchObject({
    additionalProperties: false,
    properties: {
      accounts: {
        anyOf: [
          {
            type: 'object',
            additionalProperties: {
              anyOf: [{ additionalProperties: false, required: ['password'] }, { type: 'null' }],
            },
          },
          { type: 'null' },
        ],
      },
      maildrop: {
        properties: {
          entries: {
            anyOf: [
              {
                type: 'array',
                items: {
                  properties: { protocol: { enum: ['pop3', 'imap'] }, username: { type: 'string' } },
                  required: ['username', 'password', 'server', 'protocol', 'account'],
                },
              },
              { type: 'null' },
            ],
          },
        },
      },
      copyAll: { properties: { mailbox: { type: ['string', 'null'] } } },
      popBeforeSmtp: {
        additionalProperties: false,
        properties: {
          window: { anyOf: [{ type: 'string', pattern: String.raw`^\d+(s|m|h|d)$` }, { type: 'null' }] },
        },
      },
    },
  })
})
