import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { closedPort, openPeer } from '../clients/testing/scripted-peer.ts'
import { answering } from '../clients/testing/scripts.ts'
import { readTargetFile } from '../targets/remote/file.ts'
import { serveReference, type Served } from '../targets/remote/testing/served.ts'
import { mailspec } from './testing.ts'

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
  expect(said).toMatch(/^mx +220 mx\.example\.org /)
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

test('without a port there is nothing to look at', async () => {
  const { code, err } = await mailspec('init', '--host', 'mx.example.org', '--out', out)
  expect(code).toBe(64)
  expect(err).toMatch(/^mailspec: name the ports to examine: .*\n$/)
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
