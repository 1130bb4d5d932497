import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readResults } from '../../reports/results.ts'
import { referenceTarget } from '../targets/reference/target.ts'
import { readBook } from './plan/book.ts'
import { NothingPlayed } from './plan/nothing-played.ts'
import { planFor } from './plan/plan.ts'
import { runPlan } from './run.ts'

const plan = async () => planFor((await readBook()).slice(0, 3), referenceTarget(), 1)

describe('a run that is ended early', () => {
  let out: string
  beforeAll(async () => {
    out = await mkdtemp(join(tmpdir(), 'mailspec-run-'))
  })
  afterAll(() => rm(out, { recursive: true }))

  test('leaves a report of what was played, which says it is incomplete', async () => {
    const controller = new AbortController()
    const { report } = await runPlan(await plan(), {
      out,
      signal: controller.signal,
      onResult: () => controller.abort('interrupted'),
    })
    const { run, scenarios } = readResults(await readFile(join(report.folder, 'results.json'), 'utf8'))
    expect({ complete: run.complete, played: scenarios.length }).toEqual({ complete: false, played: 1 })
    expect(await readFile(report.index, 'utf8')).toContain('This run ended early.')
    expect(await readdir(report.folder)).toEqual(
      ['badge.json', 'ctrf.json', 'evidence', 'index.html', 'junit.xml', 'results.json'].toSorted(),
    )
  })

  test('leaves no report when nothing was played', async () => {
    const before = await readdir(out)
    const run = runPlan(await plan(), { out, signal: AbortSignal.abort('interrupted') })
    await expect(run).rejects.toThrow(new NothingPlayed('interrupted'))
    expect(await readdir(out)).toEqual(before)
  })
})
