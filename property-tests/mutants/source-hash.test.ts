import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { Check } from './mutant.ts'
import { sourceHashes } from './source-hash.ts'

const root = mkdtempSync(join(tmpdir(), 'mailspec-sources-'))
afterAll(() => rmSync(root, { recursive: true }))

const write = (file: string, text: string) => {
  mkdirSync(dirname(join(root, file)), { recursive: true })
  writeFileSync(join(root, file), text)
}
const [server, other, story, tests] = [
  'reference-server/policy/rate.ts',
  'reference-server/policy/span.ts',
  'scenarios/cases/relay/open.ts',
  'reference-server/policy/rate.test.ts',
]
for (const file of [server, other, story, tests, 'property-tests/runs.ts']) write(file, 'as it was')

const byStory: Check = { by: 'story', id: 'relay/open-to-all' }
const byTest: Check = { by: 'test', id: `${tests} > a rate is counted` }

const hashesNow = () => {
  const hashes = sourceHashes(root, 1)
  return { all: hashes.all, story: hashes.of(server, byStory), test: hashes.of(server, byTest) }
}

test.each([
  ['the file of the mutant', server, ['all', 'story', 'test']],
  ['another file of the server', other, ['all']],
  ['a story of the area', story, ['all', 'story']],
  ['the file of the tests', tests, ['all', 'test']],
])('a change of %s is seen by those that depend on it', (_, file, seen) => {
  const before = hashesNow()
  write(file, `changed: ${file}`)
  const now = hashesNow()
  const keys = ['all', 'story', 'test'] as const
  expect(keys.filter((key) => before[key] !== now[key])).toEqual(seen)
})

test('another seed is another run', () => {
  expect(sourceHashes(root, 2).all).not.toBe(sourceHashes(root, 1).all)
})
