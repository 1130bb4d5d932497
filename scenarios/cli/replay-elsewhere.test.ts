import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { stringify } from 'yaml'
import { saboteur, type Saboteur } from '#reference-server'
import { openControlServer } from '../targets/reference/control-server.ts'
import { referenceTarget } from '../targets/reference/target.ts'
import { secrets, serveReference } from '../targets/remote/testing/served.ts'
import { mailspec } from './testing.ts'

// Evidence of one server, told again on another that a target file describes: its names, its accounts, its clock.

const loginOpens = 'pop-before-smtp/failed-login-grants-nothing-kerio'
const windowCloses = 'pop-before-smtp/window-opens-and-closes-kerio'
const returnPath = 'rfc/return-path'

const folder = mkdtempSync(join(tmpdir(), 'mailspec-replay-elsewhere-'))
const target = join(folder, 'target.yaml')
const evidence = new Map<string, string>()

beforeAll(async () => {
  for (const [name, value] of Object.entries(secrets)) vi.stubEnv(name, value)
  await mailspec('run', loginOpens, windowCloses, returnPath, '--out', folder)
  for (const area of ['pop-before-smtp', 'rfc']) {
    const stored = join(folder, 'latest', 'evidence', area)
    for (const name of readdirSync(stored)) evidence.set(`${area}/${name.split('@')[0]}`, join(stored, name))
  }
})
afterAll(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
})

const replays = async (scenario: string, file: object, ...options: readonly string[]) => {
  writeFileSync(target, stringify({ version: 1, ...file }))
  return mailspec('replay', evidence.get(scenario) ?? '', '--target', target, ...options)
}

/** A server of example.org, whose owner says what it does. */
const stranger = (services: object) => ({
  name: 'stranger',
  services,
  accounts: {
    alice: { address: 'alice@example.org', passwordEnv: 'ALICE_PASSWORD' },
    bob: { address: 'bob@example.org', passwordEnv: 'BOB_PASSWORD' },
  },
  domains: { local: 'example.org', second: 'example.com', remote: 'example.net', elsewhere: 'example.edu' },
  sources: ['127.0.0.2', '127.0.0.3', '127.0.0.4'],
  profile: 'kerio',
  vouches: { relay: { mode: 'restricted' }, popBeforeSmtp: { enabled: true, window: '30m' } },
})

test('evidence is replayed on a server elsewhere, in its names and with its accounts', async () => {
  await using served = await serveReference()
  const file = { ...stranger(served.services('mx', 'pop3', 'imap')), sink: served.sink }
  const { code, out } = await replays(loginOpens, file, '--json')
  expect(code).toBe(0)
  expect(JSON.parse(out)).toMatchObject({
    stored: { verdict: 'conforms' },
    replayed: { verdict: 'conforms', target: 'stranger' },
  })
  expect(out).toContain('RCPT TO:<carol@example.net>')
  expect(out).not.toContain('RCPT TO:<carol@remote.test>')
})

test('what is claimed of a letter is said in the names of each server, there and back', async () => {
  await using served = await serveReference()
  const file = stranger(served.services('mx', 'pop3', 'imap'))
  const conforms = { stored: { verdict: 'conforms' }, replayed: { verdict: 'conforms' } }
  const { out } = await replays(returnPath, file, '--json')
  expect(JSON.parse(out)).toMatchObject(conforms)
  expect(out).toContain('"text": "<eve@example.edu>"')

  const there = join(folder, 'there')
  await mailspec('run', returnPath, '--target', target, '--out', there)
  const found = join(there, 'latest', 'evidence', `${returnPath}@stranger.json`)
  expect(JSON.parse((await mailspec('replay', found, '--json')).out)).toMatchObject(conforms)
  const text = await mailspec('replay', found)
  expect(text).toMatchObject({ code: 0 })
  expect(text.out).not.toContain('the story did not get this far')
})

test('what it lacks is said, and nothing is played', async () => {
  await using served = await serveReference()
  const { code, out } = await replays(windowCloses, stranger(served.services('mx', 'pop3', 'imap')))
  expect(code).toBe(0)
  expect(out).toMatch(/^stranger now +– unsupported\n +clock: /m)
  expect(out).toContain('– the story did not get this far')
})

const neverCloses = saboteur({
  id: 'never-closes',
  clause: 'kerio.relay.pop3-window',
  seam: 'pop-window.is-open',
  replace: () => (logins, key) => logins.has(key),
})

test.each<readonly [string, readonly Saboteur[], number, string]>([
  ['closes its window', [], 0, 'conforms'],
  ['never closes it', [neverCloses], 1, 'violates'],
])('the clock of a server that %s moves as it did', async (_, saboteurs, exitCode, verdict) => {
  await using control = await openControlServer(referenceTarget({ saboteurs }), 0)
  vi.stubEnv('CONTROL_TOKEN', control.token)
  const file = {
    name: 'controlled',
    domains: { local: 'local.test', remote: 'remote.test' },
    control: { url: control.url, tokenEnv: 'CONTROL_TOKEN' },
  }
  const { code, out } = await replays(windowCloses, file, '--json')
  expect(code).toBe(exitCode)
  expect(JSON.parse(out)).toMatchObject({
    stored: { verdict: 'conforms' },
    replayed: { verdict, target: 'controlled' },
  })
})
