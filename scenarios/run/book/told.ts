import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Evidence } from '#evidence'
import type { Verdict } from '../evidence/verdict.ts'
import { referenceTarget } from '../targets/reference/target.ts'
import { readBook } from './plan/book.ts'
import { lacks } from './report/controls.ts'
import { tellGitHub } from './report/github.ts'
import { outFolder, readKillMatrices, saboteursByClause } from './report/kill-matrix.ts'
import { planFor } from './plan/plan.ts'
import { startRun, type OpenRun } from './run.ts'

declare module 'vitest' {
  interface TaskMeta {
    /** What the scenario came to, for the exit code. */
    verdict?: Verdict
  }
}

const seed = Number(process.env['MAILSPEC_SEED'] ?? 1)
const plan = planFor(await readBook(), referenceTarget(), seed)
const evidence = new Map<string, Evidence>()
let played = 0

describe('scenarios on the reference server', () => {
  let run: OpenRun | undefined

  beforeAll(async () => {
    run = await startRun(plan, { out: outFolder, saboteurs: saboteursByClause(readKillMatrices()) })
  })

  for (const play of plan.plays) {
    test(play.scenario.id, async (context) => {
      const result = await run?.play(play)
      if (!result) throw new Error('the run was not started')
      played++
      if (result.evidence) evidence.set(play.scenario.id, result.evidence)
      context.task.meta.verdict = result.verdict
      const reasons = result.reasons.map(({ text }) => text)
      // What this machine lacks is said, and is no failure.
      if (result.verdict === 'unsupported') context.skip(`unsupported, because ${reasons.join('; ')}`)
      expect(reasons).toEqual([])
      expect(result.verdict).toBe('conforms')
    })
  }

  afterAll(async () => {
    const finished = await run?.close(evidence.size === plan.plays.length)
    if (finished) tellGitHub(finished.results, process.env, (text) => void process.stdout.write(text))
    expect(finished?.trouble).toBeUndefined()
  })
})

describe('what scenarios must show', () => {
  test('every refusal has its control, and every right to relay its message', (context) => {
    if (played < plan.plays.length) context.skip('only some of the scenarios were played')
    const wanting = plan.plays
      .filter(({ scenario }) => evidence.has(scenario.id))
      .flatMap(({ scenario }) => lacks(scenario, evidence).map((lack) => `${scenario.id}: ${lack}`))
    expect(wanting).toEqual([])
  })
})
