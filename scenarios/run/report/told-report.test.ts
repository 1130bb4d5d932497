import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openRun } from '../../../reports/write.ts'
import { referenceTarget } from '../../targets/reference/target.ts'
import { readBook } from '../plan/book.ts'
import { planFor } from '../plan/plan.ts'
import { playPlan } from '../play.ts'
import { runPlan } from '../run.ts'
import { toldPlay, type ToldPlay } from './told-play.ts'
import { writeToldReport } from './told-report.ts'

const out = await mkdtemp(join(tmpdir(), 'mailspec-told-'))
afterAll(() => rm(out, { recursive: true }))

test('a run that processes tell of in any order is reported as one that a single process has played', async () => {
  const plan = planFor((await readBook()).slice(0, 2), referenceTarget(), 1)
  const writer = await openRun(out, { id: 'told' })
  const plays: ToldPlay[] = []
  await playPlan(plan, {
    onResult: async (result) => {
      const path = result.evidence && (await writer.record(result.evidence))
      plays.unshift(toldPlay(result, plan.target, path))
    },
  })
  const startedAt = new Date().toISOString()
  const told = await writeToldReport(out, { id: 'told', startedAt, durationMs: 1, seed: 1, plays })
  const { results } = await runPlan(plan, { out })
  const withoutTimes = ({ targets, scenarios, clauses }: typeof results) => ({
    targets,
    clauses: clauses.map((clause) => ({ ...clause, saboteurs: [] })),
    scenarios: scenarios.map((scenario) => ({
      ...scenario,
      results: scenario.results.map((result) => ({ ...result, durationMs: 0 })),
    })),
  })
  expect(withoutTimes(told)).toEqual(withoutTimes(results))
  expect(told.run.complete).toBe(false)
})
