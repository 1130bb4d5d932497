import { execFile } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { secrets, serveReference, type Served } from '../scenarios/targets/remote/testing/served.ts'

const root = join(import.meta.dirname, '..')
const docs = join(root, 'docs')
const folder = mkdtempSync(join(tmpdir(), 'mailspec-docs-'))
const bin = join(folder, 'bin')
let served: Served

beforeAll(async () => {
  served = await serveReference()
  mkdirSync(bin)
  // `pnpm mailspec …` of a clone, wherever the test runs.
  const pnpm = join(bin, 'pnpm')
  writeFileSync(
    pnpm,
    `#!/bin/sh\n[ "$1" = mailspec ] || exit 99\nshift\nexec "${process.execPath}" "${root}/bin/mailspec.mjs" "$@"\n`,
  )
  chmodSync(pnpm, 0o755)
})
afterAll(async () => {
  await served[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

interface Block {
  readonly commands: string
  /** Why it is not run, if it is not. */
  readonly untested?: string
}

/** The shell blocks of a page, in order. */
const blocksOf = (page: string): readonly Block[] =>
  [...readFileSync(join(docs, page), 'utf8').matchAll(/^```sh(?: no-test ?(.*))?\n([\s\S]*?)^```$/gm)].map(
    ([, untested, commands = '']) => ({ commands, ...(untested !== undefined && { untested }) }),
  )

/** Runs commands as a reader would, and tells how they ended. */
function runs(commands: string, cwd: string): Promise<{ readonly code: number; readonly said: string }> {
  const env = {
    ...process.env,
    ...secrets,
    // The folder that pnpm was called from is the reader's own.
    INIT_CWD: cwd,
    PATH: [bin, process.env['PATH']].join(delimiter),
    MAIL_HOST: '127.0.0.1',
    MX_PORT: String(served.port('mx')),
    POP3_PORT: String(served.port('pop3')),
  }
  return new Promise((resolve) => {
    const child = execFile('sh', ['-eu', '-c', commands], { cwd, env }, (_, out, err) =>
      resolve({ code: child.exitCode ?? -1, said: out + err }),
    )
  })
}

const pages = readdirSync(docs).filter((file) => file.endsWith('.md'))

describe.each(pages)('%s', (page) => {
  test('what is not run says why', () => {
    for (const { untested } of blocksOf(page)) expect(untested).not.toBe('')
  })

  test('every command does what it is said to', async () => {
    const cwd = mkdtempSync(join(folder, 'reader-'))
    const blocks = blocksOf(page)
    const tested = blocks.filter(({ untested }) => untested === undefined)
    // A reference page may have no commands; a page that has some shows at least one that is run.
    if (blocks.length > 0) expect(tested.length).toBeGreaterThan(0)
    for (const { commands } of tested) {
      const { code, said } = await runs(commands, cwd)
      expect(code, `${commands}\n${said}`).toBe(0)
    }
  })

  test('its links lead somewhere', () => {
    const links = [...readFileSync(join(docs, page), 'utf8').matchAll(/\]\((?!https?:)([^)#]+)\)/g)]
    for (const [, link = ''] of links) expect(() => readFileSync(join(docs, link))).not.toThrow()
  })
})
