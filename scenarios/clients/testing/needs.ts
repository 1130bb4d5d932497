import type { TestContext } from 'vitest'
import { onPath } from '../on-path.ts'

/**
 * Skips a test that runs a program the README does not install, and says so: `beforeEach(needs('swaks'))`, or
 * `needs('curl')(context)` within the test.
 */
export const needs =
  (program: string) =>
  ({ skip }: Pick<TestContext, 'skip'>): void =>
    skip(onPath(program) === undefined, `${program} is not installed on this machine`)
