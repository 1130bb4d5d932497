import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, test, vi } from 'vitest'
import { onPath } from './on-path.ts'

const folder = mkdtempSync(join(tmpdir(), 'mailspec-path-'))
const program = join(folder, 'sends')
writeFileSync(program, '')
chmodSync(program, 0o755)
writeFileSync(join(folder, 'text'), '')

afterEach(() => void vi.unstubAllEnvs())
afterAll(() => rmSync(folder, { recursive: true }))

test.each([
  ['in the second folder of the path', 'sends', `/nonexistent:${folder}`, [], program],
  ['in a folder beside the path', 'sends', '/nonexistent', [folder], program],
  ['nowhere', 'sends', '/nonexistent', [], undefined],
  ['a file that cannot be run', 'text', folder, [], undefined],
])('%s', (_, name, path, alsoIn, found) => {
  vi.stubEnv('PATH', path)
  expect(onPath(name, alsoIn)).toBe(found)
})
