import { validateStrict } from 'ctrf'
import { expect, test } from 'vitest'
import { ctrfJson } from './ctrf.ts'
import { smallRun } from './small-run.ts'

test('the file is strictly what the format asks for', () => {
  const report: unknown = JSON.parse(ctrfJson(smallRun().results))
  expect(() => validateStrict(report)).not.toThrow()
})

test('each verdict is counted as what it comes closest to', () => {
  const report: unknown = JSON.parse(ctrfJson(smallRun().results))
  expect(report).toMatchObject({
    results: { summary: { tests: 8, passed: 4, failed: 2, skipped: 1, other: 1, pending: 0 } },
  })
})
