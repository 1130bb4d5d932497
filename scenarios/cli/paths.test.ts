import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { serveReference, type Served } from '../targets/remote/testing/served.ts'

// pnpm starts mailspec in the project's folder, wherever it was called; paths mean the folder of whoever called.

const project = join(import.meta.dirname, '..', '..')
const folder = mkdtempSync(join(tmpdir(), 'mailspec-paths-'))
let served: Served
beforeAll(async () => void (served = await serveReference()))
afterAll(async () => {
  await served[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

/** Runs mailspec as pnpm does; the server to look at lives in this process, which must not wait standing still. */
const calledFromFolder = (...args: readonly string[]) =>
  new Promise<{ readonly code: number; readonly err: string }>((resolve) => {
    const options = { cwd: project, env: { ...process.env, INIT_CWD: folder } }
    const child = execFile(process.execPath, [join('bin', 'mailspec.mjs'), ...args], options, (_, __, err) =>
      resolve({ code: child.exitCode ?? -1, err }),
    )
  })

const written = (name: string, text: string): void => writeFileSync(join(folder, name), text)

const targetText = `version: 1
name: mine
services: { mx: { host: 127.0.0.1, port: 9, tls: none } }
accounts: {}
domains: { local: local.test, remote: remote.test }
sources: [127.0.0.1]
vouches: {}
`

describe('a path is sought where mailspec was called', () => {
  test.each([
    ['serve', ['--policy', 'policy.yaml', '--explain']],
    ['tool', ['get', 'system', 'c_mail_smtp_delivery_messagesubmission', '--policy', 'policy.yaml']],
    ['plan', ['relay/', '--target', 'mine.yaml']],
  ])('by mailspec %s', async (command, args) => {
    written('policy.yaml', 'server: { hostname: mail.local.test }\ndomains: { local: [local.test] }\n')
    written('mine.yaml', targetText)
    expect(await calledFromFolder(command, ...args)).toEqual({ code: 0, err: '' })
  })

  test('by mailspec doctor, which names it as it was given', async () => {
    written('broken.yaml', 'version: [\n')
    const { err } = await calledFromFolder('doctor', 'broken.yaml')
    expect(err).toMatch(/^mailspec: broken\.yaml: this is not YAML/)
  })
})

test('mailspec init writes where it was called', async () => {
  const { code } = await calledFromFolder('init', '--mx', String(served.port('mx')))
  expect(code).toBe(0)
  expect(existsSync(join(project, 'target.yaml'))).toBe(false)
  expect(readFileSync(join(folder, 'target.yaml'), 'utf8')).toContain('services:')
})
