import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { Scenario } from '#dsl'
import type { Evidence } from '#evidence'
import { openRun, type RunName, type RunWriter } from '../../../reports/write.ts'
import { referenceTarget } from '../../targets/reference/target.ts'
import { outFolder, seed } from '../environment.ts'
import { readBook } from '../plan/book.ts'
import { planFor } from '../plan/plan.ts'
import { openRunner, type Runner } from '../play.ts'
import { lacks } from '../report/controls.ts'
import { toldPlay, type ToldPlay } from '../report/told-play.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The run that every area writes its evidence to; absent where there is no reporter to write the report. */
    run?: RunName
  }
  interface TaskMeta {
    /** What a story came to, for the report. */
    told?: ToldPlay
  }
}

/** Plays the stories of an area on the reference server, and tests that they show what they claim. */
export async function testStoriesOf(area: Scenario['area']): Promise<void> {
  const book = (await readBook()).filter((scenario) => scenario.area === area)
  const plan = planFor(book, referenceTarget(), seed)
  const evidence = new Map<string, Evidence>()
  let played = 0

  describe('scenarios on the reference server', () => {
    let runner: Runner | undefined
    let writer: RunWriter | undefined

    beforeAll(async () => {
      const run = inject('run')
      writer = run && (await openRun(outFolder, run))
      runner = await openRunner(plan)
    })

    for (const play of plan.plays) {
      test(play.scenario.id, async (context) => {
        const result = await runner?.play(play)
        if (!result) throw new Error('the run was not started')
        played++
        if (result.evidence) evidence.set(play.scenario.id, result.evidence)
        const path = result.evidence ? await writer?.record(result.evidence) : undefined
        context.task.meta.told = toldPlay(result, plan.target, path)
        const reasons = result.reasons.map(({ text }) => text)
        // What this machine lacks is reported, but does not count as a failure.
        if (result.verdict === 'unsupported') context.skip(`unsupported, because ${reasons.join('; ')}`)
        expect(reasons).toEqual([])
        expect(result.verdict).toBe('conforms')
      })
    }

    afterAll(async () => {
      expect(await runner?.close()).toBeUndefined()
    })
  })

  test('every refusal has its control, and every right to relay its message', (context) => {
    if (played < plan.plays.length) context.skip('only some of the scenarios were played')
    const wanting = plan.plays
      .filter(({ scenario }) => evidence.has(scenario.id))
      .flatMap(({ scenario }) => lacks(scenario, evidence).map((lack) => `${scenario.id}: ${lack}`))
    expect(wanting).toEqual([])
  })
}
