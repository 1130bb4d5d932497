import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { afterAll, describe, expect, test } from 'vitest'
import { mailspec } from './testing.ts'

// Long, because it is a table: every mistake a target file can hold, and what is said of it.

const folder = mkdtempSync(join(tmpdir(), 'mailspec-target-file-'))
const file = join(folder, 'target.yaml')
afterAll(() => rmSync(folder, { recursive: true }))

/** A file with nothing wrong. */
const good = {
  version: 1,
  name: 'box',
  services: { mx: { host: '127.0.0.1', port: 25 } },
  accounts: { alice: { address: 'alice@example.org', passwordEnv: 'ALICE_PASSWORD' } },
  domains: { local: 'example.org', remote: 'example.net' },
}
const { mx } = good.services
const { alice } = good.accounts

/** What `plan` says against a text as target file, each line without `mailspec: <file>: `. */
async function saidOf(text: string): Promise<readonly string[]> {
  writeFileSync(file, text)
  const { code, err, out } = await mailspec('plan', 'relay/strangers-reach', '--target', file)
  expect({ code, out }).toEqual({ code: 64, out: '' })
  return err
    .trimEnd()
    .split('\n')
    .map((line) => line.replace(`mailspec: ${file}: `, ''))
}

test('a file with nothing wrong makes a plan', async () => {
  writeFileSync(file, stringify(good))
  const { code, err, out } = await mailspec('plan', '--target', file)
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toContain('scenarios would be played on box')
})

test('a network that may be a slip makes a plan, and a warning of what it means', async () => {
  writeFileSync(
    file,
    stringify({ ...good, profile: 'kerio', vouches: { relay: { trusted: ['10.0.0.1/8'] } } }),
  )
  const { code, err } = await mailspec('plan', '--target', file)
  expect({ code, err }).toEqual({
    code: 0,
    err: `mailspec: warning: ${file}: vouches.relay.trusted[0]: 10.0.0.1/8 means 10.0.0.0/8, 16,777,216 addresses\n`,
  })
})

const wrongFiles: readonly (readonly [string, object, readonly string[]])[] = [
  ['no version', { version: undefined }, ['version: is missing']],
  ['a version to come', { version: 2 }, ['version: expected 1, the version of this format, saw 2']],
  ['no name', { name: undefined }, ['name: is missing']],
  [
    'a name with a slash',
    { name: '../box' },
    ['name: expected a name of letters, digits, dots, dashes and underscores, saw "../box"'],
  ],
  [
    'no service',
    { services: {} },
    ['services: name at least one service, an adapter, or the control API of a reference server'],
  ],
  ['services as a list', { services: ['mx'] }, ['services: expected the services, saw a list']],
  [
    'a service nobody knows',
    { services: { mx, smtp: mx } },
    [
      'services.smtp: there is no such key; known here: mx, submission, submissions, pop3, pop3s, imap, imaps',
    ],
  ],
  [
    'a service that is a port alone',
    { services: { mx: 25 } },
    ['services.mx: expected a service such as { host: mx.example.org, port: 25 }, saw 25'],
  ],
  ['no host', { services: { mx: { port: 25 } } }, ['services.mx.host: is missing']],
  [
    'an empty host',
    { services: { mx: { ...mx, host: '' } } },
    ['services.mx.host: expected a text, saw nothing'],
  ],
  ['no port', { services: { mx: { host: 'a' } } }, ['services.mx.port: is missing']],
  [
    'a port that is a text',
    { services: { mx: { ...mx, port: '25x' } } },
    ['services.mx.port: expected a port, 1 to 65535, saw "25x"'],
  ],
  [
    'port 0',
    { services: { mx: { ...mx, port: 0 } } },
    ['services.mx.port: expected a port, 1 to 65535, saw 0'],
  ],
  [
    'a port beyond all',
    { services: { mx: { ...mx, port: 65536 } } },
    ['services.mx.port: expected a port, 1 to 65535, saw 65536'],
  ],
  [
    'TLS in a word of its own',
    { services: { mx: { ...mx, tls: 'yes' } } },
    ['services.mx.tls: expected none, starttls or implicit, saw "yes"'],
  ],
  [
    'trust in some certificates',
    { services: { mx: { ...mx, trust: 'some' } } },
    ['services.mx.trust: expected any, or no such key: then the certificate is verified, saw "some"'],
  ],
  [
    'trust in any certificate and in one authority',
    { services: { mx: { ...mx, trust: 'any', ca: 'ca.pem' } } },
    ['services.mx.trust: any certificate is accepted, or one that ca has signed: keep one of the two'],
  ],
  [
    'an authority that is not there',
    { services: { mx: { ...mx, ca: 'nowhere.pem' } } },
    [`services.mx.ca: ${join(folder, 'nowhere.pem')} cannot be read: no such file`],
  ],
  [
    'an authority that is no certificate',
    { services: { mx: { ...mx, ca: 'target.yaml' } } },
    [`services.mx.ca: ${file} contains no certificate; expected a PEM file`],
  ],
  [
    'a password in the file',
    { accounts: { alice: { ...alice, password: 'tulip' } } },
    [
      'accounts.alice.password: there is no such key; known here: address, username, passwordEnv, mayBeEmptied',
    ],
  ],
  [
    'a password where its variable should stand',
    { accounts: { alice: { ...alice, passwordEnv: 'tulip time' } } },
    ['accounts.alice.passwordEnv: expected the name of an environment variable, such as ALICE_PASSWORD'],
  ],
  [
    'an account without a variable',
    { accounts: { alice: { address: alice.address } } },
    ['accounts.alice.passwordEnv: is missing'],
  ],
  [
    'an account that is no address',
    { accounts: { alice: { ...alice, address: 'alice' } } },
    ['accounts.alice.address: expected an address such as alice@example.org, saw "alice"'],
  ],
  [
    'an account that is a text',
    { accounts: { alice: 'alice@example.org' } },
    [
      'accounts.alice: expected an account such as { address: alice@example.org, passwordEnv: ALICE_PASSWORD }, saw "alice@example.org"',
    ],
  ],
  ['accounts as a list', { accounts: [] }, ['accounts: expected accounts by name, saw a list']],
  ['no domains', { domains: undefined }, ['domains: is missing']],
  ['no local domain', { domains: { remote: 'example.net' } }, ['domains.local: is missing']],
  ['no remote domain', { domains: { local: 'example.org' } }, ['domains.remote: is missing']],
  [
    'a domain that is an address',
    { domains: { ...good.domains, second: 'bob@example.org' } },
    ['domains.second: expected a domain such as example.org, saw "bob@example.org"'],
  ],
  [
    'a source that is no address',
    { sources: ['300.1.1.1'] },
    ['sources[0]: expected an IP address, saw "300.1.1.1"'],
  ],
  [
    'a stage address that is none',
    { sources: { at: { office: '127.0.0.2' } } },
    ['sources.at.office: expected an IP address, saw "office"'],
  ],
  [
    'an address that stands for a stage address and is none',
    { sources: { at: { '192.0.2.20': 'eth0' } } },
    ['sources.at.192.0.2.20: expected an IP address, saw "eth0"'],
  ],
  [
    'sources as a text',
    { sources: '127.0.0.2' },
    [
      'sources: expected addresses of this machine, or { outside: [addresses], at: { stage address: address of this machine } }, saw "127.0.0.2"',
    ],
  ],
  [
    'sources with a key nobody knows',
    { sources: { inside: [] } },
    ['sources.inside: there is no such key; known here: outside, at'],
  ],
  ['a sink without a port', { sink: { host: '127.0.0.1' } }, ['sink.port: is missing']],
  [
    'a control API that is no web address',
    { control: { url: 'box:1', tokenEnv: 'TOKEN' } },
    ['control.url: expected an address such as https://example.org/, saw "box:1"'],
  ],
  [
    'a token in the file',
    { control: { url: 'http://127.0.0.1:1', tokenEnv: 'abc-def' } },
    ['control.tokenEnv: expected the name of an environment variable, such as ALICE_PASSWORD'],
  ],
  [
    'a deadline without unit',
    { deadlines: { reply: 10 } },
    ['deadlines.reply: expected a time such as "10s" or "500ms", saw 10'],
  ],
  [
    'a deadline in minutes',
    { deadlines: { reply: '10m' } },
    ['deadlines.reply: expected a time such as "10s" or "500ms", saw "10m"'],
  ],
  [
    'a profile nobody knows',
    { profile: 'exchange' },
    ['profile: expected one of icewarp, ics, imail, kerio, commgate, saw "exchange"'],
  ],
  ['vouches as a list', { vouches: [] }, ['vouches: expected a policy, saw a list']],
  [
    'a vouch in a word nobody knows',
    { profile: 'kerio', vouches: { relay: { mode: 'restrictd' } } },
    ['vouches.relay.mode: expected one of restricted, open, none, saw "restrictd"'],
  ],
  [
    'a vouch for a time without unit',
    { vouches: { popBeforeSmtp: { enabled: true, window: '30' } } },
    ['vouches.popBeforeSmtp.window: expected a duration such as "30m" (s, m, h, d), saw "30"'],
  ],
  [
    'a vouch for a key nobody knows',
    { vouches: { greylisting: { enabled: true } } },
    ['vouches.greylisting: unknown key; did you mean greylist?'],
  ],
  [
    'a vouch for a setting the product has not',
    { profile: 'kerio', vouches: { greylist: { enabled: true } } },
    ['vouches.greylist.enabled: the kerio profile has no such setting'],
  ],
  [
    'a vouch for a group nobody defined',
    { profile: 'kerio', vouches: { relay: { trusted: ['198.51.100.0/33'] } } },
    ['vouches.relay.trusted[0]: "198.51.100.0/33" is not a network'],
  ],
  [
    'an expectation without a reason',
    { expected: [{ scenario: 'relay/x', verdict: 'violates' }] },
    ['expected[0].reason: is missing'],
  ],
  [
    'an expectation of a verdict nobody gives',
    { expected: [{ scenario: 'relay/x', verdict: 'fails', reason: 'known' }] },
    [
      'expected[0].verdict: expected one of conforms, deviates, violates, inconclusive, unsupported, saw "fails"',
    ],
  ],
  [
    'an expectation that hides a fault of ours',
    { expected: [{ scenario: 'relay/x', verdict: 'faulty', reason: 'known' }] },
    [
      'expected[0].verdict: expected one of conforms, deviates, violates, inconclusive, unsupported, saw "faulty"',
    ],
  ],
  [
    'a link that is none',
    { expected: [{ scenario: 'relay/x', verdict: 'violates', reason: 'known', link: 'javascript:x' }] },
    ['expected[0].link: expected an address such as https://example.org/, saw "javascript:x"'],
  ],
  [
    'a key nobody knows',
    { hosts: {} },
    [
      'hosts: there is no such key; known here: version, name, services, accounts, domains, sources, sink, control, adapter, deadlines, timeZone, vouches, profile, expected',
    ],
  ],
  [
    'several things at once',
    { version: 2, services: { mx: { host: 'a', port: 'b' } }, hosts: {} },
    [
      'version: expected 1, the version of this format, saw 2',
      'services.mx.port: expected a port, 1 to 65535, saw "b"',
      'hosts: there is no such key; known here: version, name, services, accounts, domains, sources, sink, control, adapter, deadlines, timeZone, vouches, profile, expected',
    ],
  ],
]

describe('a target file with', () => {
  test.each(wrongFiles)('%s', async (_, changes, problems) => {
    expect(await saidOf(stringify({ ...good, ...changes }))).toEqual(problems)
  })

  test.each([
    ['nothing in it', '', ['the file: expected a target file: keys and values, saw nothing']],
    ['a list in it', '- mx\n', ['the file: expected a target file: keys and values, saw a list']],
    [
      'a text in it',
      'mx.example.org\n',
      ['the file: expected a target file: keys and values, saw "mx.example.org"'],
    ],
    [
      'a bracket that stays open',
      'version: 1\nsources: [\n',
      [
        'this is not YAML: Flow sequence in block collection must be sufficiently indented and end with a ] at line 3, column 1',
      ],
    ],
    [
      'a key twice',
      'version: 1\nversion: 1\n',
      ['this is not YAML: Map keys must be unique at line 2, column 1'],
    ],
  ])('%s', async (_, text, problems) => {
    expect(await saidOf(text)).toEqual(problems)
  })
})

test.each([
  ['a file that is not there', join(folder, 'nowhere.yaml'), 'no such file'],
  ['a folder', join(folder, 'folder.yaml'), 'this is a folder, not a file'],
])('%s is a usage error', async (_, path, why) => {
  if (path.endsWith('folder.yaml')) (await import('node:fs')).mkdirSync(path)
  expect(await mailspec('plan', '--target', path)).toEqual({
    code: 64,
    out: '',
    err: `mailspec: ${path}: ${why}\n`,
  })
})

test('a target nobody knows is a usage error that tells what there is', async () => {
  expect(await mailspec('plan', '--target', 'referense')).toMatchObject({
    code: 64,
    err: expect.stringContaining('did you mean reference?'),
  })
})

test('a far host is not spoken to without a word', async () => {
  writeFileSync(file, stringify({ ...good, services: { mx: { host: '192.0.2.1', port: 25 } } }))
  const { code, err } = await mailspec('run', 'relay/strangers-reach', '--target', file)
  expect(code).toBe(64)
  expect(err).toMatch(/^mailspec: this would open sessions to 192\.0\.2\.1 .* add --yes\.\n$/)
})

test('a password that the environment lacks is named before anything is sent', async () => {
  writeFileSync(file, stringify(good))
  const { code, err } = await mailspec('run', 'relay/strangers-reach', '--target', file)
  expect(code).toBe(64)
  expect(err).toBe(
    `mailspec: ${file} takes passwords from environment variables that are not set: ALICE_PASSWORD\n`,
  )
})
