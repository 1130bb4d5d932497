import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { parse } from 'yaml'
import { closedPort, openPeer } from '../clients/testing/scripted-peer.ts'
import { answering } from '../clients/testing/scripts.ts'
import { services, type Service } from '../evidence/services.ts'
import { readTargetFile } from '../targets/remote/file.ts'
import { serveReference, type Served } from '../targets/remote/testing/served.ts'
import { init } from './init.ts'
import { ioOf } from './io.ts'
import { mailspec, mailspecIn } from './testing.ts'

const folder = mkdtempSync(join(tmpdir(), 'mailspec-init-'))
const out = join(folder, 'target.yaml')
let served: Served
beforeAll(async () => void (served = await serveReference({ tls: true })))
afterEach(() => rmSync(out, { force: true }))
afterAll(async () => {
  await served[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

const port = (service: string): string => String(served.port(service))

test('a file is written with what the server told, and it has nothing wrong', async () => {
  const ports = [
    '--mx',
    port('mx'),
    '--submissions',
    port('submissions'),
    '--pop3',
    port('pop3'),
    '--imap',
    port('imap'),
  ]
  const { code, out: said, err } = await mailspec('init', ...ports, '--out', out)
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(said).toMatch(/^mx +\d+ {2}220 mx\.example\.org /)
  const text = readFileSync(out, 'utf8')
  const { file, problems } = readTargetFile(parse(text))
  expect(problems).toBeUndefined()
  expect(file).toMatchObject({
    name: 'mx.example.org',
    services: {
      // It signed its certificate itself.
      mx: { host: '127.0.0.1', port: served.port('mx'), tls: 'starttls', trust: 'any' },
      submissions: { port: served.port('submissions'), tls: 'implicit' },
      pop3: { tls: 'starttls' },
      imap: { tls: 'starttls' },
    },
    domains: { local: 'example.org' },
  })
  if (process.platform === 'linux') expect(file?.sources).toContain('127.0.0.9')
  expect(text).toMatch(/^# yaml-language-server: \$schema=file:\/\/\/.*target-file\.schema\.json\n/)
  expect(text).toMatch(/# logs in by .*PLAIN/)
  expect(text).not.toContain('TODO')
})

test('without the certificate there is no TLS to write down', async () => {
  await using plain = await serveReference()
  const { code } = await mailspec('init', '--mx', String(plain.port('mx')), '--out', out)
  expect(code).toBe(0)
  expect(parse(readFileSync(out, 'utf8'))).toMatchObject({ services: { mx: { tls: 'none' } } })
})

test('a file that is there is not written over, unless that is meant', async () => {
  writeFileSync(out, 'mine')
  expect(await mailspec('init', '--mx', port('mx'), '--out', out)).toEqual({
    code: 64,
    out: '',
    err: `mailspec: ${out} already exists; --force overwrites it\n`,
  })
  expect(readFileSync(out, 'utf8')).toBe('mine')
  expect((await mailspec('init', '--mx', port('mx'), '--out', out, '--force')).code).toBe(0)
  expect(readFileSync(out, 'utf8')).toContain('version: 1')
})

test('without ports the well-known ones are tried, and those written down where somebody listens', async () => {
  const nobody = await closedPort()
  const portOf = (service: Service): number =>
    service === 'mx' || service === 'submissions' ? served.port(service) : nobody
  const io = ioOf({ out: () => {}, err: () => {}, terminal: false })
  expect(await init({ host: '127.0.0.1', out }, io, { portOf })).toBe(0)
  const { file } = readTargetFile(parse(readFileSync(out, 'utf8')))
  expect(Object.keys(file?.services ?? {})).toEqual(['mx', 'submissions'])
})

test('where nobody listens at any of them, nothing is written', async () => {
  const nobody = await closedPort()
  const portOf = (): number => nobody
  const said: string[] = []
  const io = ioOf({ out: () => {}, err: (text) => void said.push(text), terminal: false })
  expect(await init({ host: '127.0.0.1', out }, io, { portOf })).toBe(2)
  expect(said.join('')).toBe(
    `mailspec: nothing written: 127.0.0.1 answers at none of ${services.map((each) => `${each} ${nobody}`).join(', ')}; give the ports: --mx 2525 --pop3 2110\n`,
  )
})

test('what is given as an option goes into the file, which plays at once', async () => {
  const known = ['--domain', 'example.org', '--account', 'alice', '--account', 'bob@example.com']
  await mailspec('init', '127.0.0.1', '--mx', port('mx'), ...known, '--out', out)
  expect(parse(readFileSync(out, 'utf8'))).toMatchObject({
    domains: { local: 'example.org' },
    accounts: {
      alice: { address: 'alice@example.org', username: 'alice' },
      bob: { address: 'bob@example.com' },
    },
  })
  vi.stubEnv('ALICE_PASSWORD', 'x')
  vi.stubEnv('BOB_PASSWORD', 'x')
  const played = await mailspec(
    'run',
    'rfc/mail-needs-a-greeting',
    '--target',
    out,
    '--out',
    join(folder, 'reports'),
  )
  vi.unstubAllEnvs()
  expect(played).toMatchObject({ code: 0, err: '' })
})

test('what cannot be seen is asked where somebody is there to answer', async () => {
  const answers = ['', 'alice', '']
  const questions: string[] = []
  const asks = (question: string): Promise<string> => {
    questions.push(question)
    return Promise.resolve(answers[questions.length - 1] ?? '')
  }
  await mailspecIn({ terminal: true, asks }, 'init', '--mx', port('mx'), '--out', out)
  expect(questions).toEqual([
    'A domain that it hosts [example.org]: ',
    'An account, as it logs in (alice in scenarios) [alice@example.org]: ',
    'An account, as it logs in (bob in scenarios) [bob@example.org]: ',
  ])
  expect(parse(readFileSync(out, 'utf8'))).toMatchObject({
    accounts: {
      alice: { address: 'alice@example.org', username: 'alice' },
      bob: { address: 'bob@example.org' },
    },
  })
})

test('a file that cannot be written is a usage error', async () => {
  const { code, err } = await mailspec('init', '--mx', port('mx'), '--out', join(folder, 'nowhere', 'x.yaml'))
  expect(code).toBe(64)
  expect(err).toMatch(/cannot be written: .*\n$/)
})

/** What `init` says of what it cannot look at. */
const saidOf = async (...args: readonly string[]): Promise<string> => {
  const { code, err, out: said } = await mailspec('init', ...args, '--out', out)
  expect({ code, said }).toEqual({ code: 2, said: '' })
  expect(() => readFileSync(out)).toThrow('ENOENT')
  return err
}

describe('what cannot be looked at is one line, and nothing is written', () => {
  test('a port where nobody listens', async () => {
    const closed = String(await closedPort())
    expect(await saidOf('--mx', port('mx'), '--pop3', closed)).toBe(
      `mailspec: nothing written: 127.0.0.1:${closed}: pop3 refused the connection\n`,
    )
  })

  test.each([
    ['a refusal', '554 5.7.1 not you\r\n', 'its greeting is a refusal: 554 not you'],
    ['another protocol', '* OK IMAP4rev1 ready\r\n', 'garbled reply'],
  ])('%s in place of a greeting', async (_, greeting, why) => {
    await using peer = await openPeer(answering(greeting))
    expect(await saidOf('--mx', String(peer.address.port))).toContain(why)
  })

  test('TLS that is offered and does not come', async () => {
    await using peer = await openPeer(
      answering(
        '220 mx.example.org ESMTP\r\n',
        '250-mx.example.org\r\n250 STARTTLS\r\n',
        '220 go ahead\r\nnonsense\r\n',
      ),
    )
    expect(await saidOf('--mx', String(peer.address.port))).toMatch(/: STARTTLS: .*\n$/)
  })
})

test('a server that tells nothing of itself gets a name from its host', async () => {
  await using peer = await openPeer(answering('220 ESMTP\r\n', '250 hello\r\n', '221 bye\r\n'))
  expect((await mailspec('init', '--mx', String(peer.address.port), '--out', out)).code).toBe(0)
  expect(parse(readFileSync(out, 'utf8'))).toMatchObject({
    name: '127.0.0.1',
    domains: { local: 'example.org' },
  })
})
