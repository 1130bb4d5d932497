import { existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { unheededSaboteurs } from '../../../reference-server/saboteurs/unheeded.ts'
import { terminalSummary } from '../../../reports/terminal.ts'
import { disturbedBy } from '../../cli/disturbances.ts'
import { referenceTarget } from '../../targets/reference/target.ts'
import { readBook } from '../plan/book.ts'
import { planFor } from '../plan/plan.ts'
import { exitCodeOfResults } from '../report/expected.ts'
import { runPlan } from '../run.ts'

const waits = 'greylisting/second-attempt-after-the-delay-commgate'

test('a run shows under which disturbances a verdict is another one, with the evidence of those plays', async () => {
  const saboteurs = unheededSaboteurs.filter(({ id }) => id === 'grey-list-of-the-name-in-ehlo')
  const story = (await readBook()).filter(({ id }) => id === waits)
  const plan = {
    ...planFor(story, referenceTarget({ saboteurs }), 1),
    ...(await disturbedBy(['another-helo-each-session', 'ehlo-again-before-mail'])),
  }
  const out = mkdtempSync(join(tmpdir(), 'mailspec-'))
  const { results, report } = await runPlan(plan, { out })

  const [entry] = results.scenarios.flatMap((scenario) => scenario.results)
  const evidence = `evidence/${waits}@reference+another-helo-each-session.json`
  expect(entry).toMatchObject({
    verdict: 'conforms',
    disturbed: {
      held: ['ehlo-again-before-mail'],
      broken: [{ by: ['another-helo-each-session'], verdict: 'violates', evidence }],
      untold: [],
      passedOver: [],
    },
  })
  expect(existsSync(join(report.folder, evidence))).toBe(true)
  expect(entry?.disturbed?.broken[0]?.reasons[0]?.reproduce).toContain('EHLO n1.client.test')
  const clause = results.clauses.find(({ id }) => id === 'commgate.greylist.retry-accepted')
  expect(clause?.results).toEqual([
    { target: 'reference', verdict: 'conforms', disturbed: { ways: 1, when: ['another-helo-each-session'] } },
  ])
  expect(terminalSummary(results)).toContain(`${waits}, when disturbed by another-helo-each-session`)
  expect(exitCodeOfResults(results, [])).toBe(1)
})
