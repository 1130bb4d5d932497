import { mkdtemp, mkdir, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { clauses } from '#clauses'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { resultsSchema } from './results.ts'
import { smallRun } from './small-run.ts'
import { evidencePath, openRun, ReportNotWritten } from './write.ts'

const { results, evidence } = smallRun((id) => id.startsWith('kerio.relay'))
let out = ''

beforeEach(async () => {
  out = await mkdtemp(join(tmpdir(), 'reports-'))
})
afterEach(() => rm(out, { recursive: true, force: true }))

const written = async (id = 'small') => {
  const run = await openRun(out, { id })
  for (const one of evidence.values()) await run.record(one)
  return run.close(results, clauses)
}

test('a run leaves its evidence and every form of the report, and nothing half-done', async () => {
  const { folder } = await written()
  const files = await readdir(folder, { recursive: true, withFileTypes: true })
  const names = files.filter((file) => file.isFile()).map(({ name }) => name)
  expect(names.filter((name) => !name.includes('@')).sort()).toEqual([
    'badge.json',
    'ctrf.json',
    'index.html',
    'junit.xml',
    'results.json',
  ])
  expect(names.filter((name) => name.includes('@'))).toHaveLength(evidence.size)
  expect(resultsSchema.parse(JSON.parse(await readFile(join(folder, 'results.json'), 'utf8')))).toEqual(
    results,
  )
})

test('evidence is there as soon as it is recorded, under its scenario and target', async () => {
  const [one] = evidence.values()
  if (!one) throw new Error('the small run is empty')
  const run = await openRun(out, { id: 'small' })
  const path = await run.record(one)
  expect(path).toBe('evidence/pop-before-smtp/window-opens-and-closes-kerio@reference.json')
  expect(JSON.parse(await readFile(join(run.folder, path), 'utf8'))).toEqual(one)
})

test('a second run of the same evidence is the same to the octet', async () => {
  const first = await written('first')
  const second = await written('second')
  for (const path of ['index.html', ...evidence.keys()]) {
    expect(await readFile(join(second.folder, path))).toEqual(await readFile(join(first.folder, path)))
  }
})

test('latest points to the run that ended last, by a path that survives a move', async () => {
  await written('first')
  expect(await readlink(join(out, 'latest'))).toBe('first')
  const { latest } = await written('second')
  expect(await readlink(latest ?? '')).toBe('second')
  expect((await readdir(out)).sort()).toEqual(['first', 'latest', 'second'])
})

test('latest does not move before the report is whole', async () => {
  await written('first')
  const run = await openRun(out, { id: 'second' })
  await mkdir(join(run.folder, 'junit.xml'))
  for (const one of evidence.values()) await run.record(one)
  await expect(run.close(results, clauses)).rejects.toThrow(ReportNotWritten)
  expect(await readlink(join(out, 'latest'))).toBe('first')
})

test('a folder that cannot be made is named in one line, with the cause', async () => {
  const file = join(out, 'taken')
  await writeFile(file, '')
  const message = `cannot write the report: ${file}/small: ENOTDIR: not a directory`
  await expect(openRun(file, { id: 'small' })).rejects.toThrow(new ReportNotWritten(message))
})

test('a folder where nothing can be made is no longer waited for', async () => {
  await expect(openRun('/proc/mailspec', { id: 'small' })).rejects.toThrow(
    'cannot write the report: /proc/mailspec/small',
  )
})

test('a full disk is named in one line, with the cause', async () => {
  await expect(openRun('/dev/full', { id: 'small' })).rejects.toThrow(
    /^cannot write the report: \/dev\/full.*: E[A-Z]+: [^\n]+$/,
  )
})

test.each(['', '..', 'latest', 'a/b', '.hidden'])('a run cannot be called "%s"', async (id) => {
  await expect(openRun(out, { id })).rejects.toThrow('a run cannot be called')
})

test.each([
  ['a host and its port', 'mail.example.test:25', 'evidence/relay/x@mail.example.test%3A25.json'],
  ['a way out of the folder', '../../x', 'evidence/relay/x@%2E%2E%2F..%2Fx.json'],
])('%s stays a file name', (_, target, path) => {
  expect(evidencePath({ scenario: 'relay/x', target })).toBe(path)
})
