import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { unpackedPage } from '../../reports/testing/unpacked-page.ts'
import { hostilePeers } from '../clients/testing/hostile-peers.ts'
import { closedPort, openPeer } from '../clients/testing/scripted-peer.ts'
import { filesIn, strangerFile } from '../targets/remote/testing/plays.ts'
import { mailspec } from './testing.ts'

// A server that repeats a password in all it says is the only one that has seen it.

/** Bob has no part in the stories that are played, and the server knows his password all the same. */
const passwords = { ALICE_PASSWORD: 'Tulip?47>11~ gärden', BOB_PASSWORD: 'heron/0815+window' }

/** A password in every form that a server may choose. */
function formsOf(password: string): readonly string[] {
  const octets = Buffer.from(password)
  const hex = octets.toString('hex')
  return [
    octets.toString('latin1'),
    octets.toString('latin1').toUpperCase(),
    ...['', 'x', 'xx', '\0alice\0'].map((before) => Buffer.from(before + password).toString('base64')),
    Buffer.from(`x${password}`).toString('base64url'),
    hex,
    hex.toUpperCase(),
    hex.replaceAll(/..(?=.)/g, '$&:'),
    encodeURIComponent(password),
    hex.replaceAll(/../g, '%$&'),
    hex.toUpperCase().replaceAll(/../g, '=$&'),
  ]
}
const forms = Object.values(passwords).flatMap(formsOf)

const folder = mkdtempSync(join(tmpdir(), 'mailspec-repeated-'))
const file = join(folder, 'stranger.yaml')
const runs = join(folder, 'runs')
const peers = hostilePeers(forms.join(' '))
const open = {
  mx: await openPeer(peers.mx),
  pop3: await openPeer(peers.pop3),
  imap: await openPeer(peers.imap),
}
const refused = 'pop-before-smtp/failed-login-grants-nothing-kerio'
const authenticates = 'relay/authenticated'
const strangers = 'relay/one-session-two-answers-kerio'

beforeAll(async () => {
  for (const [name, value] of Object.entries(passwords)) vi.stubEnv(name, value)
  const accounts = {
    alice: { address: 'alice@example.org', passwordEnv: 'ALICE_PASSWORD' },
    bob: { address: 'bob@example.org', passwordEnv: 'BOB_PASSWORD' },
  }
  const services = Object.fromEntries(Object.entries(open).map(([name, { address }]) => [name, address]))
  const sink = { host: '127.0.0.1', port: await closedPort() }
  writeFileSync(file, strangerFile({ services, accounts, sink, deadlines: { close: '200ms' } }))
})
afterAll(async () => {
  for (const peer of Object.values(open)) await peer[Symbol.asyncDispose]()
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
})

const evidence = (): string => join(runs, 'latest', 'evidence', `${strangers}@stranger.json`)

const commands: Readonly<Record<string, () => readonly string[]>> = {
  run: () => ['run', refused, authenticates, strangers, '--target', file, '--out', runs],
  'run --json': () => ['run', strangers, '--target', file, '--out', join(folder, 'json'), '--json'],
  doctor: () => ['doctor', file],
  'doctor --json': () => ['doctor', file, '--json'],
  judge: () => ['judge', join(runs, 'latest')],
  replay: () => ['replay', evidence(), '--target', file],
  'replay --json': () => ['replay', evidence(), '--target', file, '--json'],
}

/** What shows of a password in a text, in words that show none. */
const shown = (text: string): readonly number[] => {
  const plain = text.toLowerCase()
  return forms.flatMap((form, index) => (plain.includes(form.toLowerCase()) ? [index] : []))
}

test.each(Object.entries(commands))('%s repeats no password', async (_, args) => {
  const { out, err } = await mailspec(...args())
  expect(out).toContain('********')
  expect(shown(out + err)).toEqual([])
})

test('a story that stopped at the words of the server says why, without them', async () => {
  const { out } = await mailspec('judge', join(runs, 'latest'))
  expect(out).toMatch(/alice@.* could not log in over pop3: -ERR \*{8}/)
})

test('nothing that was written repeats one', () => {
  const files = [...filesIn(folder)].filter(([name]) => name !== file)
  const names = files.map(([name]) => name.split('/').at(-1))
  for (const name of ['index.html', 'junit.xml', 'ctrf.json', 'results.json']) expect(names).toContain(name)
  for (const [name, text] of files)
    expect({ name, shown: shown(name.endsWith('.html') ? unpackedPage(text) : text) }).toEqual({
      name,
      shown: [],
    })
})
