import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openCrew, type Answer } from './crew.ts'
import { instrument } from './instrument.ts'

const folder = mkdtempSync(join(tmpdir(), 'mailspec-crew-'))
afterAll(() => rmSync(folder, { recursive: true }))

const { mutants, sources } = await instrument(join(import.meta.dirname, '..', '..'), [
  'property-tests/mutants/testing/storm.ts',
])
const instrumented = join(folder, 'sources.json')
writeFileSync(instrumented, JSON.stringify({ sources }))

const tests = 'property-tests/mutants/testing/storm.test.ts'
const isAlways = (to: string, story: string) => ({
  ask: 'mutant' as const,
  mutant: mutants.find((mutant) => mutant.from === 'wind > 8' && mutant.to === to)?.id ?? '',
  checks: [{ by: 'test' as const, id: `${tests} > ${story}`, effort: { busy: 1, idle: 0 }, hits: 1 }],
})

test('a worker that hangs or dies is noticed and replaced, and the next one goes on', async () => {
  await using crew = await openCrew({ workers: 1, seed: 1, instrumented, mostWork: 1000 })
  const answers: Answer[] = []
  const tasks = [
    isAlways('true', 'a ship comes home in fair weather'),
    isAlways('false', 'a kite stays up in a storm'),
    { ask: 'tests' as const, file: tests },
  ]
  await crew.work(tasks, (_, answer) => void answers.push(answer))
  expect(answers).toMatchObject([
    { wentDown: 'hang', over: { id: `${tests} > a ship comes home in fair weather` } },
    { wentDown: 'crash', over: { id: `${tests} > a kite stays up in a storm` } },
    { report: { told: 'tests', tests: [expect.any(String), expect.any(String)] } },
  ])
})
