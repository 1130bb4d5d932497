import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { unpackedPage } from '../../reports/testing/unpacked-page.ts'
import { hostilePeers } from '../clients/testing/hostile-peers.ts'
import { openPeer } from '../clients/testing/scripted-peer.ts'
import { filesIn, strangerFile } from '../targets/remote/testing/plays.ts'
import { secrets } from '../targets/remote/testing/served.ts'
import { mailspec, mailspecIn } from './testing.ts'

// What a server says reaches neither a terminal nor a document raw, whatever the command.

/** Clipboard, blinking, a colour in eight bits, NUL, DEL, backspace, a line end of YAML, an override of direction. */
const words = 'a\u001b]52;c;aGFja2Vk\u0007\u001b[5mb\u009b31mc\0d\u007fe\bf\u0085- g: h\tI\u00e2\u0080\u00aej'

const folder = mkdtempSync(join(tmpdir(), 'mailspec-hostile-'))
const runs = join(folder, 'runs')
const file = join(folder, 'stranger.yaml')
const oneSession = 'relay/one-session-two-answers-kerio'
const loginOpens = 'pop-before-smtp/failed-login-grants-nothing-kerio'
const peers = hostilePeers(words)
const open = {
  mx: await openPeer(peers.mx),
  pop3: await openPeer(peers.pop3),
  imap: await openPeer(peers.imap),
}
const evidence = (): string => join(runs, 'latest', 'evidence', `${oneSession}@stranger.json`)

beforeAll(async () => {
  for (const [name, value] of Object.entries(secrets)) vi.stubEnv(name, value)
  const accounts = {
    alice: { address: 'alice@example.org', passwordEnv: 'ALICE_PASSWORD' },
    bob: { address: 'bob@example.org', passwordEnv: 'BOB_PASSWORD' },
  }
  const services = Object.fromEntries(Object.entries(open).map(([name, { address }]) => [name, address]))
  writeFileSync(file, strangerFile({ services, accounts, deadlines: { close: '200ms' } }))
  await mailspec('run', oneSession, loginOpens, '--target', file, '--out', runs)
})
afterAll(async () => {
  for (const peer of Object.values(open)) await peer[Symbol.asyncDispose]()
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
})

// oxlint-disable-next-line no-control-regex -- just these
const steering = /(?!\n)[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]/

/** What this says with its controls shown, so that a failure can be read. */
const lineOf = (text: string): string | undefined => {
  const line = text.split('\n').find((each) => steering.test(each))
  return line && JSON.stringify(line)
}
const expectsNone = (name: string, text: string): void => {
  expect({ name, line: lineOf(text) }).toEqual({ name, line: undefined })
}

const usual = ['--target', file]
const commands: Readonly<Record<string, () => readonly string[]>> = {
  run: () => ['run', oneSession, loginOpens, ...usual, '--out', join(folder, 'again')],
  'run --json': () => ['run', oneSession, ...usual, '--out', join(folder, 'again'), '--json'],
  compare: () => ['compare', oneSession, '--targets', `reference,${file}`, '--out', join(folder, 'compared')],
  plan: () => ['plan', ...usual],
  'plan --json': () => ['plan', ...usual, '--json'],
  doctor: () => ['doctor', file],
  'doctor --json': () => ['doctor', file, '--json'],
  judge: () => ['judge', join(runs, 'latest')],
  'judge --json': () => ['judge', join(runs, 'latest'), '--json'],
  replay: () => ['replay', evidence(), ...usual],
  'replay --json': () => ['replay', evidence(), ...usual, '--json'],
  report: () => ['report', join(runs, 'latest')],
  'report merge': () => ['report', 'merge', join(runs, 'latest'), '--out', join(folder, 'merged')],
  init: () => [
    'init',
    ...Object.entries(open).flatMap(([name, { address }]) => [`--${name}`, String(address.port)]),
    '--out',
    join(folder, 'written.yaml'),
    '--force',
  ],
}

const said = new Map<string, string>()

test.each(Object.entries(commands))('%s shows what a server says by its numbers', async (name, args) => {
  const { out, err } = await mailspec(...args())
  expect(out + err).not.toBe('')
  expectsNone('stdout', out)
  expectsNone('stderr', err)
  expect(err).not.toMatch(/^ +at /m)
  said.set(name, out)
})

test.each(['run', 'compare', 'report merge'])(
  'a terminal gets our own colours from %s, and no others',
  async (name) => {
    const { out, err } = await mailspecIn({ terminal: true }, ...(commands[name]?.() ?? []))
    // oxlint-disable-next-line no-control-regex -- those that we set
    expectsNone('stdout', out.replaceAll(/\u001b\[(?:[12]|22|3[1259]|90)m|\r\u001b\[2K/g, ''))
    expectsNone('stderr', err)
  },
)

test('words of the server were there to be shown', () => {
  const shown = String.raw`a\x1b]52;c;aGFja2Vk\x07\x1b[5mb\x9b31mc\x00d\x7fe\x08f\x85- g: h\x09I`
  for (const name of ['run', 'compare', 'doctor', 'judge', 'replay', 'init'])
    expect(said.get(name), name).toContain(shown)
  expect(readFileSync(join(folder, 'written.yaml'), 'utf8')).toContain(shown)
})

test('GitHub gets marks and a summary without it', async () => {
  const summary = join(folder, 'summary.md')
  const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary }
  const { err } = await mailspecIn({ terminal: false, env }, ...(commands['run']?.() ?? []))
  expect(err).toMatch(/^::error /m)
  expectsNone('marks', err)
  expectsNone('summary', readFileSync(summary, 'utf8'))
})

test('nothing that was written holds it raw', () => {
  const files = filesIn(folder)
  const names = [...files.keys()].map((name) => name.split('/').at(-1))
  for (const name of ['index.html', 'junit.xml', 'ctrf.json', 'results.json', 'written.yaml'])
    expect(names).toContain(name)
  for (const [name, text] of files)
    expectsNone(name, name.endsWith('.html') ? unpackedPage(text).replaceAll('\t', ' ') : text)
})

test('evidence that somebody has made up holds nothing raw either', async () => {
  const made = JSON.parse(readFileSync(evidence(), 'utf8'))
  made.scenario = `relay/${words}`
  made.target = `${words}\ud800`
  made.head.title = `${words}\u202e`
  made.claims[0].where = words
  const path = join(folder, 'made-up.json')
  writeFileSync(path, JSON.stringify(made))
  for (const command of ['judge', 'replay']) {
    const { out, err } = await mailspec(command, path)
    expectsNone(command, out + err)
  }
})
