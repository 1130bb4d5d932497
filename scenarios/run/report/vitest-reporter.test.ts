import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readResults } from '../../../reports/results.ts'
import type { ToldPlay } from './told-play.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const scratch = mkdtempSync(join(tmpdir(), 'mailspec-reporter-'))
afterAll(() => rmSync(scratch, { recursive: true }))

const told: ToldPlay = {
  scenario: 'relay/swaks-relays-after-auth-kerio',
  target: { name: 'reference', software: 'mailspec reference server', clock: 'virtual' },
  durationMs: 1,
  verdict: 'unsupported',
  decision: null,
  form: null,
  reasons: [{ kind: 'shortfall', need: 'swaks', text: 'swaks is not installed' }],
  evidence: null,
}

test('an area whose process dies is named, and what the others played is in one report', () => {
  const reporter = JSON.stringify(join(import.meta.dirname, 'vitest-reporter.ts'))
  const files = {
    'vitest.config.ts': `export default { test: { globals: true, reporters: [${reporter}] } }`,
    'relay.test.ts': `test('told', ({ task }) => { task.meta.told = ${JSON.stringify(told)} })`,
    'rfc.test.ts': "test('dies', () => process.kill(process.pid, 'SIGKILL'))\ntest('never begins', () => {})",
  }
  for (const [file, text] of Object.entries(files)) writeFileSync(join(scratch, file), text)
  symlinkSync(join(root, 'node_modules'), join(scratch, 'node_modules'))
  const summary = join(scratch, 'summary.md')
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
  const { stdout, status } = spawnSync(process.execPath, [vitest, 'run'], {
    cwd: scratch,
    encoding: 'utf8',
    env: { ...process.env, MAILSPEC_OUT: scratch, GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary },
  })
  expect(stdout.trim().split('\n')).toEqual([
    `report: ${join(scratch, 'latest', 'index.html')}`,
    'died: rfc.test.ts, after 0 of its 2 tests',
    '',
    '1 passed, 1 failed',
  ])
  expect(status).toBe(1)
  const { run, scenarios } = readResults(readFileSync(join(scratch, 'latest', 'results.json'), 'utf8'))
  expect(run.complete).toBe(false)
  expect(scenarios.map(({ id }) => id)).toEqual([told.scenario])
  expect(readFileSync(summary, 'utf8')).toContain('unsupported')
})
