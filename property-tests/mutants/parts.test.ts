import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { partOf, parts, sourcesIn, testsOfPart } from './parts.ts'

const root = join(import.meta.dirname, '..', '..')

test('every part is there, with what its mutants are played against', () => {
  expect(
    parts
      .flatMap(({ folder, tests }) => [folder, ...tests])
      .filter((place) => !existsSync(join(root, place))),
  ).toEqual([])
  expect(parts.filter((part) => testsOfPart(root, part).length === 0)).toEqual([])
})

test('a file counts for the part with the longest folder', () => {
  expect(partOf('reference-server/policy/rules/rate.ts', parts)?.folder).toBe('reference-server/policy/rules')
  expect(partOf('reference-server/policy/span.ts', parts)?.folder).toBe('reference-server/policy')
  expect(partOf('reference-server/listen/tls.ts', parts)).toBeUndefined()
})

test('tests, what stands beside them, and seams have no mutants that are played', () => {
  const files = sourcesIn(root, parts)
  expect(files).toContain('reference-server/policy/rules/rate.ts')
  expect(files.filter((file) => /test|seams/.test(file))).toEqual([])
})

test('of a part that names its files, there are no others, and all are there', () => {
  const files = sourcesIn(root, parts)
  expect(files).toContain('reference-server/profiles/hosts-file.ts')
  expect(files).not.toContain('reference-server/profiles/kerio.ts')
  const named = parts.flatMap(({ folder, files: own = [] }) => own.map((file) => `${folder}/${file}`))
  expect(named.filter((file) => !files.includes(file))).toEqual([])
})
