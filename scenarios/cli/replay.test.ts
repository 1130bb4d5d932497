import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mailspec } from './testing.ts'

const id = 'relay/open-mode-asks-nobody-kerio'
let out = ''
let file = ''

beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), 'mailspec-replay-'))
  await mailspec('run', id, '--out', out)
  const [name = ''] = await readdir(join(out, 'latest', 'evidence', 'relay'))
  file = join(out, 'latest', 'evidence', 'relay', name)
})
afterAll(() => rm(out, { recursive: true }))

test('evidence is replayed on the reference server, each claim beside what it was', async () => {
  const { code, out: text } = await mailspec('replay', file)
  expect(code).toBe(0)
  expect(text).toContain('reference then   ✓ conforms\nreference now    ✓ conforms\n')
  expect(text).toMatch(/claim 1: acceptance\n {2}reference then {3}✓ .*\n {2}reference now {4}✓ /)
})

test('what comes out otherwise shows, and decides the exit code', async () => {
  const other = join(out, 'strict.json')
  await writeFile(other, (await readFile(file, 'utf8')).replaceAll('"mode": "open"', '"mode": "restricted"'))
  const { code, out: text } = await mailspec('replay', other)
  expect(code).toBe(1)
  expect(text).toContain('reference now    ✗ violates\n')
})

test('a program can read it', async () => {
  const { out: text } = await mailspec('replay', '--json', file)
  expect(JSON.parse(text)).toMatchObject({
    stored: { verdict: 'conforms' },
    replayed: { verdict: 'conforms', target: 'reference', evidence: { scenario: id } },
  })
})

test('what is not evidence is refused in one line', async () => {
  const bad = join(out, 'bad.json')
  await writeFile(bad, '{}')
  expect(await mailspec('replay', bad)).toMatchObject({
    code: 64,
    err: expect.stringMatching(/^mailspec: .*bad\.json: not evidence of version 1[^\n]*\n$/),
  })
})
