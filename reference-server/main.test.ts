import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { selfSigned } from '../scenarios/clients/testing/certificate.ts'
import { serve } from './main.ts'

let folder = ''
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'mailspec-serve-'))))
afterAll(() => rm(folder, { recursive: true }))

async function fileOf(text: string, name = 'policy.yaml'): Promise<string> {
  const file = join(folder, name)
  await writeFile(file, text)
  return file
}

async function said(options: Parameters<typeof serve>[0]): Promise<{ code: number; lines: string[] }> {
  const lines: string[] = []
  const code = await serve(
    options,
    { out: (line) => lines.push(line), err: (line) => lines.push(line) },
    () => Promise.resolve(),
  )
  return { code, lines }
}

const someDomain = JSON.stringify({ domains: { local: ['local.test'] } })

test('the endpoints are printed, one a line', async () => {
  const policyFile = await fileOf(someDomain)
  const { code, lines } = await said({ profile: 'kerio', policyFile, ports: { mx: 0, pop3: 0 } })
  expect(code).toBe(0)
  expect(lines).toEqual([
    expect.stringMatching(/^mx 127\.0\.0\.1:\d+$/),
    expect.stringMatching(/^pop3 127\.0\.0\.1:\d+$/),
  ])
})

test('all that is wrong with a policy is printed, and nothing is opened', async () => {
  const policyFile = await fileOf('relay: { trusted: ["300.0.0.1"] }\nsender: { requirePtr: true }\n')
  const { code, lines } = await said({ profile: 'kerio', policyFile, ports: { mx: 0 } })
  expect(code).toBe(64)
  expect(lines).toEqual([
    `${policyFile}: relay.trusted[0]: "300.0.0.1" is not an address, a network or a host name`,
    `${policyFile}: sender.requirePtr: the kerio profile has no such setting`,
  ])
})

test.each([
  ['no YAML', 'relay: ['],
  ['no document', '- a\n- b\n'],
  ['a word', 'restricted'],
])('a policy file with %s is a usage error', async (_, text) => {
  const { code, lines } = await said({ profile: 'kerio', policyFile: await fileOf(text), ports: {} })
  expect(code).toBe(64)
  expect(lines).not.toEqual([])
})

test('a policy file that is not there is a usage error', async () => {
  const policyFile = join(folder, 'nowhere.yaml')
  expect((await said({ profile: 'kerio', policyFile })).code).toBe(64)
})

test('certificates are read from the files the policy names', async () => {
  const { cert, key } = await selfSigned('mail.local.test')
  const files = { chain: await fileOf(cert, 'chain.pem'), key: await fileOf(key, 'key.pem') }
  const policyFile = await fileOf(
    JSON.stringify({ domains: { local: ['local.test'] }, tls: { smtpCertificate: files } }),
  )
  const { code, lines } = await said({ profile: 'ics', policyFile, ports: { submissions: 0 } })
  expect(lines).toEqual([expect.stringMatching(/^submissions /)])
  expect(code).toBe(0)
})

test('an explanation tells what is in force and what is not, and no secret', async () => {
  const policyFile = await fileOf(
    JSON.stringify({
      domains: { local: ['local.test'] },
      accounts: { 'alice@local.test': { password: 'open sesame' } },
    }),
  )
  const { code, lines } = await said({ profile: 'commgate', policyFile, explain: true })
  expect(code).toBe(0)
  expect(lines[0]).toBe('# commgate: in force')
  expect(lines).toContain('# commgate: not in force')
  expect(lines.join('\n')).toContain('alice@local.test')
  expect(lines.join('\n')).not.toContain('sesame')
})

test('an explanation shows all that is in force, though the file sets it to what it is anyway', async () => {
  const policyFile = await fileOf(
    JSON.stringify({
      domains: { local: ['local.test'] },
      relay: { mode: 'restricted', acceptSmtpAuth: true },
    }),
  )
  const { lines } = await said({ profile: 'kerio', policyFile, explain: true })
  expect(lines).toContain('  mode: restricted')
  expect(lines).toContain('  acceptSmtpAuth: true')
  expect(lines).toContain('  messagesPerHour: null')
})

test('an explanation shows the trust that follows from where the machine stands', async () => {
  const { lines } = await said({ profile: 'ics', explain: true })
  expect(lines).toContain('    - 127.0.0.0/8')
})

test('an explanation shows the ports that would be opened', async () => {
  const { lines } = await said({ profile: 'icewarp', usualPorts: { mx: 2525 }, explain: true })
  expect(lines).toContain('  smtpPort: 2525')
  expect(lines).toContain('  smtpsPort: null')
  expect(lines).toContain('  port: 587')
  expect(lines).toContain('    - 127.0.0.1')
})

test('a policy that serves no domain is followed, with a warning that says what to write', async () => {
  const { code, lines } = await said({ profile: 'kerio', ports: { mx: 0 } })
  expect(code).toBe(0)
  expect(lines[0]).toMatch(/^warning: domains\.local: there is no local domain/)
  expect(lines[0]).toContain('write, for example, domains: { local: [local.test] }')
})

test.each([false, true])(
  'a network that may be a slip is told of, explaining or not: %s',
  async (explain) => {
    const policyFile = await fileOf(
      JSON.stringify({ domains: { local: ['local.test'] }, relay: { trusted: ['10.0.0.1/8'] } }),
    )
    const { code, lines } = await said({ profile: 'kerio', policyFile, ports: {}, explain })
    expect(code).toBe(0)
    expect(lines[0]).toBe(
      `warning: ${policyFile}: relay.trusted[0]: 10.0.0.1/8 means 10.0.0.0/8, 16,777,216 addresses`,
    )
  },
)

test('logins that need a TLS there is none of are warned of', async () => {
  const policyFile = await fileOf(
    JSON.stringify({ domains: { local: ['local.test'] }, auth: { needsTls: true } }),
  )
  const { lines } = await said({ profile: 'kerio', policyFile, ports: {} })
  expect(lines).toEqual([
    `warning: ${policyFile}: auth.needsTls: tls.smtpCertificate is not set, so nobody can log in over SMTP`,
    `warning: ${policyFile}: auth.needsTls: tls.mailboxCertificate is not set, so nobody can log in over POP3 and IMAP`,
  ])
})
