import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { secrets, serveReference, type Served } from '../targets/remote/testing/served.ts'
import { mailspec } from './testing.ts'

let folder = ''
beforeEach(() => {
  for (const [name, value] of Object.entries(secrets)) vi.stubEnv(name, value)
  folder = mkdtempSync(join(tmpdir(), 'mailspec-probe-'))
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
})

/** A target file as somebody wrote it: with remarks of their own. */
const fileFor = (server: Served, vouches: string): string => `# Our mail server.
version: 1
name: ours
services:
  mx: { host: 127.0.0.1, port: ${server.port('mx')} } # behind the firewall
  pop3: { host: 127.0.0.1, port: ${server.port('pop3')} }
  imap: { host: 127.0.0.1, port: ${server.port('imap')} }
accounts:
  alice: { address: alice@example.org, passwordEnv: ALICE_PASSWORD }
  bob: { address: bob@example.org, passwordEnv: BOB_PASSWORD }
domains: { local: example.org, remote: example.net, elsewhere: example.edu }
sources: [${Array.from({ length: 60 }, (_, number) => `127.0.0.${number + 2}`).join(', ')}]
# What we say of it ourselves:
${vouches}
`

async function probeIn(server: Served, vouches: string, ...more: readonly string[]) {
  const file = join(folder, 'target.yaml')
  writeFileSync(file, fileFor(server, vouches))
  return { file, ...(await mailspec('probe', file, '--out', join(folder, 'out'), ...more)) }
}

const playable = async (story: string, file: string): Promise<number> => {
  const { out } = await mailspec('plan', story, '--target', file)
  return Number(/(\d+) of \d+ scenarios would be played/.exec(out)?.[1])
}

test('what is measured is written under vouches, and run then plays the stories of those rules', async () => {
  const policy = { popBeforeSmtp: { enabled: false }, limits: { messageSize: '3MB' } }
  await using server = await serveReference({ policy })
  const story = 'relay/one-session-two-answers-kerio'
  writeFileSync(join(folder, 'before.yaml'), fileFor(server, 'vouches: {}'))
  expect(await playable(story, join(folder, 'before.yaml'))).toBe(0)
  const { code, out, err, file } = await probeIn(server, 'vouches: {}', '--write')
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toMatch(/relay\.mode +restricted {2}\(\S+: 250 /)
  expect(out).toMatch(/vouches\.limits\.messageSize: "3MB"/)
  const written = readFileSync(file, 'utf8')
  expect(written).toContain('# Our mail server.')
  expect(written).toContain('# behind the firewall')
  expect(written).toContain('# What we say of it ourselves:')
  expect(written).toMatch(/^vouches:\n(?: {2}.*\n)* {2}limits:\n {4}messageSize: 3MB$/m)
  expect(await playable(story, file)).toBe(1)
  const run = await mailspec('run', story, '--target', file, '--out', join(folder, 'run'))
  expect(run).toMatchObject({ code: 0, out: expect.stringMatching(/conforms +relay/) })
})

test('a value that its owner states otherwise is replaced, and one that would be wrong alone is left out', async () => {
  await using server = await serveReference()
  const { out, file } = await probeIn(server, 'vouches: { relay: { mode: open } } # we think', '--write')
  expect(out).toContain('vouches.relay.mode: "open" → "restricted"\n')
  // A window whose length is not known cannot be vouched.
  expect(out).toMatch(
    /^not written: popBeforeSmtp\.enabled: vouches\.popBeforeSmtp\.window: expected more than 0s/m,
  )
  expect(readFileSync(file, 'utf8')).toMatch(/mode: restricted.*\n?.*# we think/)
})

test('a server measured again shows what has changed, in words and on the page', async () => {
  await using server = await serveReference({ policy: { limits: { messageSize: '3MB' } } })
  const first = await probeIn(server, 'vouches: {}', '--only', 'message-size,offers')
  expect(first.out).not.toContain('changed')
  const again = await probeIn(server, 'vouches: {}', '--only', 'message-size')
  expect(again.out).toMatch(/^nothing has changed since /m)
  await using other = await serveReference({ policy: { limits: { messageSize: '5MB' } } })
  const { out } = await probeIn(other, 'vouches: {}', '--only', 'message-size')
  expect(out).toContain('changed: limits.messageSize: 3MB → 5MB\n')
  const page = readFileSync(/^report: (.*)$/m.exec(out)?.[1] ?? '', 'utf8')
  expect(page).toMatch(/<s>3MB<\/s>\s*<strong>5MB<\/strong>/)
  expect(page).toMatch(/552 5\.3\.4 message larger/)
  expect(page).not.toMatch(/<script/)
})

test('no password is in anything that a probe leaves behind', async () => {
  await using server = await serveReference()
  const { out } = await probeIn(server, 'vouches: {}', '--impact', 'blocks-client')
  const left = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
  expect(left.length).toBeGreaterThan(10)
  for (const password of Object.values(secrets)) {
    const encoded = Buffer.from(`\0alice@example.org\0${password}`).toString('base64')
    for (const text of [out, ...left]) {
      expect(text).not.toContain(password)
      expect(text).not.toContain(encoded)
    }
  }
})

test('JSON is the profile, and nothing else', async () => {
  await using server = await serveReference()
  const { out } = await probeIn(server, 'vouches: {}', '--only', 'helo-demands', '--json')
  expect(JSON.parse(out)).toMatchObject({
    version: 1,
    target: 'ours',
    probes: [{ name: 'helo-demands', findings: [{ what: 'helo.required', value: { is: true } }, {}] }],
  })
})

test.each([
  [
    'no such probe',
    ['reference', '--only', 'relayin'],
    /there is no probe called relayin; did you mean relaying\?/,
  ],
  [
    'no such product',
    ['reference', '--product', 'nobody'],
    /there is no product called nobody; there are: icewarp, /,
  ],
  ['nowhere to write', ['reference', '--write'], /--write needs a target file/],
])('%s is a wrong command line', async (_, args, words) => {
  const { code, err } = await mailspec('probe', ...args, '--out', join(folder, 'out'))
  expect({ code, err }).toEqual({ code: 64, err: expect.stringMatching(words) })
  expect(readdirSync(folder)).toEqual([])
})
