import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { RawClient } from '../../reference-server/smtp/testing.ts'
import { serving } from './serving.ts'
import { mailspec } from './testing.ts'

// The server runs in a process of its own, as somebody would run it; whoever waits, waits for a line it prints.

const policy = `# The house
server: { hostname: mail.local.test }
domains: { local: [local.test] }
accounts: { bob@local.test: { password: open sesame } }
`
let folder = ''
let file = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mailspec-serve-'))
  file = join(folder, 'policy.yaml')
  await writeWhole(file, policy)
})
afterEach(() => rm(folder, { recursive: true }))

/** Writes a file as a whole, so that nobody reads a part of it. */
async function writeWhole(path: string, text: string): Promise<void> {
  await writeFile(`${path}.new`, text)
  await rename(`${path}.new`, path)
}

/** What a stranger hears to MAIL: his address is not the machine's own, which icewarp trusts. */
async function mailFrom(sender: string, port: number): Promise<string> {
  const client = new RawClient(connect({ port, host: '127.0.0.1', localAddress: '127.0.0.9' }))
  await client.reply()
  const answer = await client.says('EHLO c', `MAIL FROM:<${sender}>`)
  await client.says('QUIT')
  client.socket.destroy()
  return answer.slice(0, 3)
}

const ports = ['--smtp', '0', '--submission', '0', '--pop3', '0', '--imap', '0']
test('a running server follows its policy file, and the tool that changes it', async () => {
  await using server = serving('--profile', 'icewarp', '--policy', file, ...ports)
  const mx = await server.port('mx')
  const submission = await server.port('submission')
  await server.says(/^pop3 /)
  await server.says(/^imap /)
  const stranger = 'eve@remote.test'
  expect(await mailFrom(stranger, submission)).toBe('250')

  const switches = ['tool', '--policy', file, 'modify', 'system', 'c_mail_smtp_delivery_messagesubmission']
  expect((await mailspec(...switches, '1')).code).toBe(0)
  await server.says(/policy\.yaml: now in force$/)
  expect(await mailFrom(stranger, submission)).toBe('530')
  expect(await mailFrom(stranger, mx)).toBe('250')

  // A version that is broken is told of with all its problems; the one before goes on.
  const good = await readFile(file, 'utf8')
  await writeWhole(file, 'submission: { port: many }\nsender: { requirePtr: true }\n')
  await server.says(/policy\.yaml: not applied, the previous policy stays in force$/)
  await server.says(/ submission\.port: /)
  await server.says(/ sender\.requirePtr: /)
  expect(await mailFrom(stranger, submission)).toBe('530')

  await writeWhole(file, good)
  await server.says(/now in force$/)
  expect((await mailspec(...switches, '0')).code).toBe(0)
  await server.says(/now in force$/)
  expect(await mailFrom(stranger, submission)).toBe('250')

  expect(await server.ends('SIGTERM')).toBe(0)
})

test("the product's own files stand in its home, and their broken lines are told", async () => {
  await mkdir(join(folder, 'Config'))
  await writeFile(join(folder, 'Config', 'submissionbypass.dat'), 'x:\nl:\n')
  await writeWhole(file, `${policy}submission: { enabled: true, port: 2599 }\n`)
  await using server = serving(
    '--profile',
    'icewarp',
    '--policy',
    file,
    '--home',
    folder,
    '--submission',
    '0',
  )
  await server.says(/ warning broken-line file=Config\/submissionbypass\.dat line=1 /)
  // Wherever the second basic port really listens, the rule acts on it.
  const submission = await server.port('submission')
  expect(await mailFrom('eve@remote.test', submission)).toBe('530')
  expect(await mailFrom('bob@local.test', submission)).toBe('250')
  expect(await server.ends('SIGINT')).toBe(0)
})

test('a port that is taken is one line and a usage error', async () => {
  await using server = serving('--smtp', '0')
  const taken = String(await server.port('mx'))
  const { code, err } = await mailspec('serve', '--smtp', taken)
  expect(code).toBe(64)
  expect(err).toMatch(/^mailspec: cannot serve: [^\n]*EADDRINUSE[^\n]*\n$/)
})
