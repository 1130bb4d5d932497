import { mkdtemp, readdir, readFile, readlink, rm, unlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readResults, type Results } from '../../reports/results.ts'
import { mailspec } from './testing.ts'

let out = ''
const folders: string[] = []

const ran = async (...more: readonly string[]): Promise<string> => {
  await mailspec('run', 'pop-before-smtp', ...more, '--out', out)
  const folder = join(out, await readlink(join(out, 'latest')))
  folders.push(folder)
  return folder
}

const resultsIn = async (folder: string): Promise<Results> =>
  readResults(await readFile(join(folder, 'results.json'), 'utf8'))

const found = ({ scenarios }: Results): readonly string[] =>
  scenarios.map(({ id, results }) => `${id}: ${results.map(({ verdict }) => verdict).join()}`)

beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), 'mailspec-report-'))
  await ran()
  await ran('--shard', '1/2')
  await ran('--shard', '2/2')
})
afterAll(() => rm(out, { recursive: true }))

test('parts of a plan, joined, are what the whole would have been', async () => {
  const [whole = '', ...parts] = folders
  const { code, out: text } = await mailspec('report', 'merge', ...parts, '--out', join(out, 'joined'))
  expect(code).toBe(0)
  expect(text).toContain('joined/index.html\n')
  const joined = await resultsIn(join(out, 'joined'))
  expect(found(joined)).toEqual(found(await resultsIn(whole)))
  expect(joined.run).toMatchObject({ id: 'joined', complete: true })
  for (const part of parts) {
    const { scenarios } = await resultsIn(part)
    expect(scenarios.length).toBeGreaterThan(0)
    expect(scenarios.length).toBeLessThan(joined.scenarios.length)
  }
  expect(await readdir(join(out, 'joined'))).toContain('junit.xml')
  expect(await readlink(join(out, 'latest'))).not.toBe('joined')
})

test('a part that is missing is said', async () => {
  const [, part = ''] = folders
  const { err } = await mailspec('report', 'merge', part, '--out', join(out, 'half'))
  expect(err).toBe('missing: 2/2 of reference\n')
  expect((await resultsIn(join(out, 'half'))).run.complete).toBe(false)
})

test('a page that is gone is written again, the same to the octet', async () => {
  const [whole = ''] = folders
  const index = join(whole, 'index.html')
  const before = await readFile(index, 'utf8')
  await unlink(index)
  expect(await mailspec('report', whole)).toMatchObject({ code: 0 })
  expect(await readFile(index, 'utf8')).toBe(before)
})

test('runs of different seeds are not joined', async () => {
  const [whole = ''] = folders
  const other = await ran('--seed', '2', '--shard', '1/9')
  const { code, err } = await mailspec('report', 'merge', whole, other, '--out', join(out, 'mixed'))
  expect(code).toBe(64)
  expect(err).toMatch(/^mailspec: runs of different seed: 1 in .*, 2 in [^\n]*\n$/)
})

test.each(['0/2', '3/2', 'half'])('a part cannot be %s', async (part) => {
  expect(await mailspec('run', '--shard', part)).toMatchObject({ code: 64 })
})

test('a run that did not end has no results to report', async () => {
  const folder = await mkdtemp(join(out, 'broken-'))
  await writeFile(join(folder, 'results.json'), '{')
  expect((await mailspec('report', folder)).err).toMatch(/results\.json: not JSON: /)
})
