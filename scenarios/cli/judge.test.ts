import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { clauseTexts } from '../../reports/ledger.ts'
import { smallRun } from '../../reports/small-run.ts'
import { openRun } from '../../reports/write.ts'
import { mailspec } from './testing.ts'

const { results, evidence } = smallRun()
const window = 'evidence/pop-before-smtp/window-opens-and-closes-kerio@postfix.json'
let out = ''
let folder = ''

beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), 'mailspec-judge-'))
  const run = await openRun(out, { id: 'small' })
  for (const one of evidence.values()) await run.record(one)
  folder = (await run.close(results, clauseTexts)).folder
})
afterAll(() => rm(out, { recursive: true }))

test('a run is judged anew, and agrees with its results', async () => {
  const { out: text, code } = await mailspec('judge', folder)
  expect(text).toContain('✗ violates      pop-before-smtp/window-opens-and-closes-kerio on postfix\n')
  expect(text).toContain(
    '    laptop#4: expected a permanent refusal by RCPT, saw RCPT 250 2.1.5 recipient ok\n',
  )
  expect(text).toMatch(/\n7 judged, all as in results\.json\n$/)
  expect(code).toBe(3)
})

test('one file is judged by itself, and decides the exit code', async () => {
  expect(await mailspec('judge', join(folder, window))).toMatchObject({ code: 1 })
  const reference = join(folder, window.replace('postfix', 'reference'))
  expect(await mailspec('judge', reference)).toMatchObject({ code: 0 })
})

test('a verdict that is no longer the stored one is said', async () => {
  const changed = await mkdtemp(join(out, 'changed-'))
  const text = (await readFile(join(folder, 'results.json'), 'utf8')).replaceAll(
    '"verdict": "violates"',
    '"verdict": "conforms"',
  )
  await writeFile(join(changed, 'results.json'), text)
  await cp(join(folder, 'evidence'), join(changed, 'evidence'), { recursive: true })
  const { out: said } = await mailspec('judge', changed)
  expect(said).toContain('    results.json says conforms\n')
  expect(said).toMatch(/\n7 judged, 1 not as in results\.json\n$/)
})

test('a program can read it', async () => {
  const { out: text } = await mailspec('judge', '--json', join(folder, window))
  expect(JSON.parse(text)).toMatchObject([
    { scenario: 'pop-before-smtp/window-opens-and-closes-kerio', target: 'postfix', verdict: 'violates' },
  ])
})

test.each([
  ['nothing', undefined, 'no such file or folder'],
  ['broken JSON', '{"version":\n1', 'not JSON: '],
  ['something else', '{"name": "x"}', 'not evidence of version 1: '],
  [
    'a version to come',
    '{"version": 2, "scenario": "a/b"}',
    'evidence of version 2, but this mailspec reads',
  ],
])('%s is refused in one line with its file', async (_, text, why) => {
  const file = join(out, 'bad.json')
  await rm(file, { force: true })
  if (text !== undefined) await writeFile(file, text)
  const { code, err } = await mailspec('judge', file)
  expect(code).toBe(64)
  expect(err).toMatch(/^mailspec: .*bad\.json: [^\n]+\n$/)
  expect(err).toContain(why)
})

test('a folder that is no run, and evidence that is gone, are named', async () => {
  expect((await mailspec('judge', out)).err).toContain('not the folder of a run')
  const lacking = await mkdtemp(join(out, 'lacking-'))
  await writeFile(join(lacking, 'results.json'), await readFile(join(folder, 'results.json')))
  expect(await mailspec('judge', lacking)).toMatchObject({
    code: 64,
    err: expect.stringMatching(/\.json: missing, although results\.json names it\n$/),
  })
})
