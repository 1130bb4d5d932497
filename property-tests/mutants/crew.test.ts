import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openCrew } from './crew.ts'
import { instrument } from './instrument.ts'
import { forkWorker, type Answer } from './worker-process.ts'

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

test('what stalls is told and asked once more, and a stall without end is a hang', async () => {
  const stalls: string[] = []
  await using crew = await openCrew({
    workers: 1,
    seed: 1,
    instrumented,
    mostWork: 600_000,
    mostSilence: 3000,
    onStall: (what, why) => void stalls.push(`${what}: ${why}`),
  })
  const answers: Answer[] = []
  const storm = isAlways('true', 'a ship comes home in fair weather')
  await crew.work([storm], (_, answer) => void answers.push(answer))
  expect(stalls).toEqual([expect.stringContaining('nothing was heard of it for 3s')])
  expect(answers).toMatchObject([{ wentDown: 'stall' }])
})

test('a worker whose parent has gone while it was loaded ends', async () => {
  const child = forkWorker({ seed: 1, instrumented, mostWork: 600_000 })
  child.disconnect()
  expect(await once(child, 'exit')).toEqual([0, null])
})

test('a worker in a loop without an end ends with its parent', async () => {
  const task = JSON.stringify(isAlways('true', 'a ship comes home in fair weather'))
  const parent = spawn(process.execPath, [
    join(import.meta.dirname, 'testing', 'parent.ts'),
    instrumented,
    task,
  ])
  const [said] = await once(parent.stdout, 'data')
  const worker = Number(String(said))
  expect(isAlive(worker)).toBe(true)
  parent.kill('SIGKILL')
  await expect.poll(() => isAlive(worker)).toBe(false)
})

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
