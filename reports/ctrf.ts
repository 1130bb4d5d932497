import { printableJson } from '../scenarios/evidence/printable.ts'
import type { Results, ScenarioEntry, ScenarioResult, Verdict } from './results.ts'
import { againLines, isExpected, isStale, reasonLines } from './words.ts'

type CtrfStatus = 'passed' | 'failed' | 'skipped' | 'other'

/**
 * The results in the Common Test Report Format, one test for each scenario and target. A deviation passes, an
 * inconclusive result is `other`; the verdict itself is in `rawStatus`.
 */
export function ctrfJson({ run, targets, scenarios }: Results): string {
  const tests = scenarios.flatMap((scenario) =>
    scenario.results.map((result) => testOf(scenario, result, targets)),
  )
  const count = (status: CtrfStatus): number => tests.filter((test) => test.status === status).length
  const start = Date.parse(run.startedAt)
  const duration = Math.round(run.durationMs)
  const report = {
    reportFormat: 'CTRF',
    specVersion: '1.0.0',
    generatedBy: run.suite,
    timestamp: new Date(start + duration).toISOString(),
    results: {
      tool: { name: 'mailspec' },
      summary: {
        tests: tests.length,
        passed: count('passed'),
        failed: count('failed'),
        skipped: count('skipped'),
        pending: 0,
        other: count('other'),
        start,
        stop: start + duration,
      },
      tests,
      extra: {
        run: run.id,
        seed: run.seed,
        complete: run.complete,
        targets: targets.map(({ name }) => name),
      },
    },
  }
  return printableJson(`${JSON.stringify(report, undefined, 2)}\n`)
}

function testOf(
  { id, title, area, clauses }: ScenarioEntry,
  result: ScenarioResult,
  targets: Results['targets'],
) {
  const reasons = reasonLines(result)
  const again = againLines(result, targets)
  return {
    name: `${id} on ${result.target}: ${title}`,
    status: statusOf(result),
    duration: Math.round(result.durationMs),
    suite: [result.target, area],
    rawStatus: result.verdict,
    tags: clauses,
    ...(reasons.length > 0 && { message: reasons.join('\n') }),
    ...(again.length > 0 && { trace: again.join('\n') }),
    extra: { scenario: id, target: result.target, evidence: result.evidence },
  }
}

const statuses: Readonly<Record<Verdict, CtrfStatus>> = {
  conforms: 'passed',
  deviates: 'passed',
  violates: 'failed',
  faulty: 'failed',
  inconclusive: 'other',
  unsupported: 'skipped',
}

function statusOf(result: ScenarioResult): CtrfStatus {
  if (isStale(result)) return 'failed'
  return isExpected(result) && result.verdict !== 'conforms' ? 'other' : statuses[result.verdict]
}
