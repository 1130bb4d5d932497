import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Expectation } from '../run/report/expected.ts'
import { readExpectations } from '../targets/remote/expectations.ts'
import { UsageError } from './exit.ts'
import { shortPath } from './paths.ts'
import { parsedFile } from './yaml-file.ts'

/** Where the expectations of built-in targets stand, one file each. */
export const expectedFolder = join(import.meta.dirname, '..', '..', 'fixtures', 'expected')

/**
 * The verdicts declared for a built-in target; none where it has no file.
 *
 * @throws UsageError with every problem of a broken file, one line each
 */
export function expectationsFor(target: string, folder = expectedFolder): readonly Expectation[] {
  const path = join(folder, `${target}.yaml`)
  if (!existsSync(path)) return []
  const { expected, problems } = readExpectations(parsedFile(path))
  if (expected) return expected
  throw new UsageError(
    problems.map((problem) => `${shortPath(path)}: ${problem.path}: ${problem.text}`).join('\nmailspec: '),
  )
}
