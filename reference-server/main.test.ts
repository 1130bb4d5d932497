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

test('the endpoints are printed, one a line', async () => {
  const { code, lines } = await said({ profile: 'kerio', ports: { mx: 0, pop3: 0 } })
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
  expect(lines).toHaveLength(2)
  expect(lines.join('\n')).toContain('relay.trusted[0]')
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
  const policyFile = await fileOf(JSON.stringify({ tls: { smtpCertificate: files } }))
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
