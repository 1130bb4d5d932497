import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { stringify } from 'yaml'
import { closedPort, openPeer } from '../clients/testing/scripted-peer.ts'
import { answering } from '../clients/testing/scripts.ts'
import { openControlServer } from '../targets/reference/control-server.ts'
import { referenceTarget } from '../targets/reference/target.ts'
import { secrets, serveReference, type Served } from '../targets/remote/testing/served.ts'
import { mailspec } from './testing.ts'

const folder = mkdtempSync(join(tmpdir(), 'mailspec-doctor-'))
const path = join(folder, 'target.yaml')
let served: Served
beforeEach(async () => void (served = await serveReference({ tls: true })))
afterEach(async () => {
  vi.unstubAllEnvs()
  await served[Symbol.asyncDispose]()
})
afterAll(() => rmSync(folder, { recursive: true }))

const accounts = {
  alice: { address: 'alice@example.org', passwordEnv: 'ALICE_PASSWORD' },
  bob: { address: 'bob@example.org', passwordEnv: 'BOB_PASSWORD' },
}

/** The doctor's lines about a file with these changes, by place; and its exit code. */
async function examined(changes: object, environment: Readonly<Record<string, string>> = secrets) {
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value)
  const file = {
    version: 1,
    name: 'box',
    services: served.services('mx', 'pop3', 'imap'),
    accounts,
    domains: { local: 'example.org', remote: 'example.net' },
    ...changes,
  }
  writeFileSync(path, stringify(file))
  const { code, out, err } = await mailspec('doctor', path)
  expect(err).toBe('')
  for (const secret of Object.values(environment).filter(Boolean)) expect(out).not.toContain(secret)
  expect(out).not.toMatch(/^ +at /m)
  return {
    code,
    lines: out
      .trimEnd()
      .split('\n')
      .map((line) => line.replaceAll(/ {2,}/g, ' ')),
  }
}

const logsIn = (name: string): string =>
  `logs in as ${name}@example.org over mx; a wrong password is refused; pop3, imap not tried, because POP before SMTP may be on there`

test('a file with nothing to correct', async () => {
  const { code, lines } = await examined({
    sources: ['127.0.0.2'],
    sink: served.sink,
    profile: 'kerio',
    vouches: { relay: { mode: 'restricted', trusted: ['10.0.0.1/8'] } },
    expected: [
      { scenario: 'relay/strangers-reach-local-domains-only-kerio', verdict: 'violates', reason: 'known' },
    ],
  })
  expect(lines).toEqual([
    expect.stringMatching(
      /^ok services\.mx greets as mx\.example\.org, offers STARTTLS \(not used: tls is none\), AUTH .*PLAIN/,
    ),
    expect.stringMatching(/^ok services\.pop3 greets as mx\.example\.org, .*AUTH USER/),
    expect.stringMatching(/^ok services\.imap greets as mx\.example\.org, .*AUTH LOGIN/),
    'ok domains.local alice@example.org is accepted as a recipient',
    'ok domains.remote mail to example.net is not accepted from here without a login (RCPT: 550 5.7.1 relaying denied)',
    `ok accounts.alice ${logsIn('alice')}`,
    `ok accounts.bob ${logsIn('bob')}`,
    'ok sources 127.0.0.2 is an address of this machine',
    expect.stringMatching(/^ok sink can listen on 127\.0\.0\.1:\d+/),
    'ok vouches states 2 settings of kerio',
    'ok vouches.relay.trusted[0] 10.0.0.1/8 means 10.0.0.0/8, 16,777,216 addresses',
    'ok expected[0] relay/strangers-reach-local-domains-only-kerio',
  ])
  expect(code).toBe(0)
})

test.each<[string, { readonly services?: readonly string[]; readonly vouches?: object }, string]>([
  [
    'over every service where no login opens anything',
    { vouches: { popBeforeSmtp: { enabled: false } } },
    'over mx, pop3, imap; a wrong password is refused',
  ],
  [
    'over a mailbox service where there is no other, and says what that may have done',
    { services: ['pop3'] },
    'over pop3; a wrong password is refused; if POP before SMTP is on, this address may now relay',
  ],
])('logs in %s', async (_, { services, ...changes }, text) => {
  const { lines } = await examined({
    ...changes,
    ...(services && { services: served.services(...services) }),
    accounts: { alice: accounts.alice },
  })
  expect(lines).toContain(`ok accounts.alice logs in as alice@example.org ${text}`)
})

test('a certificate that fits is told, over both ways into TLS', async () => {
  writeFileSync(join(folder, 'ca.pem'), served.ca)
  const tls = (service: string, mode: string) => ({
    host: 'localhost',
    port: served.port(service),
    tls: mode,
    trust: 'any',
  })
  const { lines } = await examined({
    services: { mx: tls('mx', 'starttls'), submissions: tls('submissions', 'implicit') },
  })
  expect(lines[0]).toMatch(
    /^ok services\.mx greets as mx\.example\.org, STARTTLS, certificate not verified \(trust: any\), AUTH /,
  )
  expect(lines[1]).toMatch(
    /^ok services\.submissions greets as mx\.example\.org, TLS, certificate not verified \(trust: any\), AUTH /,
  )
  const { lines: held } = await examined({
    services: { mx: { ...tls('mx', 'starttls'), trust: undefined, ca: 'ca.pem' } },
  })
  expect(held[0]).toMatch(
    /^fix services\.mx STARTTLS: mx has a certificate for another name.*: correct ca, or the certificate/,
  )
})

describe('what to correct, and how', () => {
  test('a port where nobody listens', async () => {
    const { code, lines } = await examined({
      services: { mx: { host: '127.0.0.1', port: await closedPort() } },
      accounts: {},
    })
    expect(lines[0]).toBe(
      'fix services.mx mx refused the connection: is it running, and is this the right port?',
    )
    expect(code).toBe(1)
  })

  test('TLS that the server does not offer', async () => {
    await using plain = await serveReference()
    const mx = { host: '127.0.0.1', port: plain.port('mx'), tls: 'starttls' }
    const { lines } = await examined({ services: { mx }, accounts: {} })
    expect(lines[0]).toBe(
      'fix services.mx offers no STARTTLS: write tls: none, or enable STARTTLS on the server',
    )
  })

  test('TLS at once where the server waits for a word', async () => {
    const mx = { host: '127.0.0.1', port: served.port('mx'), tls: 'implicit' }
    const { lines } = await examined({ services: { mx }, accounts: {}, deadlines: { connect: '1s' } })
    expect(lines[0]).toMatch(/^fix services\.mx .*TLS handshake.*: correct tls \(none, starttls, implicit\)/)
  })

  test('another service than was meant', async () => {
    const mx = { host: '127.0.0.1', port: served.port('pop3') }
    const { lines } = await examined({ services: { mx }, accounts: {} })
    expect(lines[0]).toMatch(/^fix services\.mx .*garbled.*: is this the right port/)
  })

  test('a variable that is not set', async () => {
    const { code, lines } = await examined({}, { ALICE_PASSWORD: secrets.ALICE_PASSWORD, BOB_PASSWORD: '' })
    expect(lines).toContain(
      'fix accounts.bob the environment variable BOB_PASSWORD is not set: set it to the password of bob@example.org',
    )
    expect(code).toBe(1)
  })

  test('a password that does not fit', async () => {
    const { lines } = await examined({}, { ...secrets, BOB_PASSWORD: 'another one' })
    expect(lines.find((line) => line.includes('accounts.bob'))).toMatch(
      /^fix accounts\.bob cannot log in over mx as bob@example\.org \(535 .*\): correct username or the password$/,
    )
  })

  test('a server that lets anybody in', async () => {
    await using peer = await openPeer(async ({ says, hears }) => {
      says('+OK ready\r\n')
      for (let line = await hears(); line !== undefined && !line.startsWith('QUIT'); line = await hears()) {
        says(line.startsWith('CAPA') ? '+OK\r\nUSER\r\n.\r\n' : '+OK\r\n')
      }
    })
    const { lines } = await examined({
      services: { pop3: peer.address },
      accounts: { alice: accounts.alice },
    })
    expect(lines[1]).toBe(
      'fix accounts.alice pop3 lets alice@example.org in with a wrong password: correct the server',
    )
  })

  test('no service to log in to', async () => {
    await using peer = await openPeer(
      answering('220 ready\r\n', '250 hello\r\n', '250 ok\r\n', '250 ok\r\n', '250 ok\r\n', '221 bye\r\n'),
    )
    const { lines } = await examined({ services: { mx: peer.address }, accounts: { alice: accounts.alice } })
    expect(lines.join('\n')).toMatch(/^fix accounts\.alice no listed service accepts logins/m)
  })

  test('a domain the server does not host', async () => {
    const { lines } = await examined({
      domains: { local: 'example.edu', remote: 'example.net' },
      accounts: {},
    })
    expect(lines.find((line) => line.includes('domains.local'))).toMatch(
      /^fix domains\.local postmaster@example\.edu is not accepted \(RCPT: 550 .*\): does the server host example\.edu/,
    )
  })

  test('a source that is not of this machine', async () => {
    const { lines } = await examined({ sources: { at: { '192.0.2.20': '198.51.100.1' } } })
    expect(lines).toContain(
      'fix sources 198.51.100.1 cannot be bound (EADDRNOTAVAIL): use an address of this machine, or add this one to it',
    )
  })

  test('one among many sources', async () => {
    const outside = ['127.0.0.2', '127.0.0.3', '198.51.100.1', '127.0.0.4', '127.0.0.5', '127.0.0.6']
    const { lines } = await examined({ sources: outside })
    expect(lines.filter((line) => line.includes('sources'))).toEqual([
      'fix sources 198.51.100.1 cannot be bound (EADDRNOTAVAIL): use an address of this machine, or add this one to it',
      'ok sources 5 are addresses of this machine',
    ])
  })

  test('a source that the server trusts: it is no stranger', async () => {
    await using trusting = await serveReference({
      policy: { relay: { mode: 'restricted', trusted: ['127.0.0.9'] } },
    })
    const { code, lines } = await examined({
      services: trusting.services('mx'),
      sources: ['127.0.0.2', '127.0.0.9'],
    })
    expect(lines.filter((line) => line.startsWith('fix'))).toEqual([
      'fix sources 127.0.0.9 may send to example.net without a login (RCPT: 250 2.1.5 recipient ok): if the server trusts it, remove it, or map it under at; otherwise the server is an open relay',
    ])
    expect(code).toBe(1)
  })

  test('a sink where somebody listens already', async () => {
    const sink = { host: '127.0.0.1', port: served.port('mx') }
    const { lines } = await examined({ sink })
    expect(lines).toContain(
      `fix sink cannot listen on 127.0.0.1:${sink.port} (EADDRINUSE): stop what listens there, or use another port`,
    )
  })

  test('a scenario nobody knows', async () => {
    const { lines } = await examined({
      expected: [
        { scenario: 'relay/strangers-reach-local-domains-only-keri', verdict: 'violates', reason: 'known' },
      ],
    })
    expect(lines.at(-1)).toBe(
      'fix expected[0] there is no scenario called relay/strangers-reach-local-domains-only-keri: did you mean relay/strangers-reach-local-domains-only-kerio?',
    )
  })

  test('keys and values that are wrong, before anything is opened', async () => {
    const { code, lines } = await examined({
      services: { mx: { host: '127.0.0.1', port: 'x' } },
      vouches: { relay: { mode: 'restrictd' } },
      profile: 'kerio',
    })
    expect(lines).toEqual(['fix services.mx.port expected a port, 1 to 65535, saw "x"'])
    expect(code).toBe(1)
  })
})

describe('a control API', () => {
  test.each([
    ['with its token', true, 0, /^ok control answers at http/],
    ['with another token', false, 1, /^fix control refused the token: set TOKEN to/],
  ])('%s', async (_, right, code, line) => {
    await using control = await openControlServer(referenceTarget(), 0)
    const changes = { services: {}, accounts: {}, control: { url: control.url, tokenEnv: 'TOKEN' } }
    const found = await examined(changes, { TOKEN: right ? control.token : 'another one' })
    expect(found.lines[0]).toMatch(line)
    expect(found.code).toBe(code)
  })

  test('that is not there', async () => {
    const url = `http://127.0.0.1:${await closedPort()}`
    const found = await examined(
      { services: {}, accounts: {}, control: { url, tokenEnv: 'TOKEN' } },
      { TOKEN: 'x-x-x-x' },
    )
    expect(found.lines[0]).toMatch(/^fix control .* does not answer: start the server with/)
  })
})

test('the same as data', async () => {
  writeFileSync(path, stringify({ version: 1, name: 'box', domains: { local: 'a.org' } }))
  const { code, out } = await mailspec('doctor', path, '--json')
  expect(code).toBe(1)
  expect(JSON.parse(out)).toEqual({
    file: path,
    findings: [{ place: 'domains.remote', ok: false, text: 'is missing' }],
  })
})

test('a file that is none is a usage error', async () => {
  expect((await mailspec('doctor', join(folder, 'nowhere.yaml'))).code).toBe(64)
})
