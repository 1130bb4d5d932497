import type { Results, Totals, Verdict } from './results.ts'
import { isExpected, shownVerdicts } from './words.ts'

/** Worst first; the worst one present decides the colour. */
const colours: readonly (readonly [Verdict, string])[] = [
  ['faulty', 'critical'],
  ['violates', 'red'],
  ['inconclusive', 'orange'],
  ['deviates', 'yellow'],
  ['conforms', 'brightgreen'],
]

/** The results as a badge, in the format that shields.io reads from a URL. What was declared counts as conforming. */
export function badgeJson({ run, scenarios }: Results): string {
  const totals: Totals = { conforms: 0, deviates: 0, violates: 0, inconclusive: 0, unsupported: 0, faulty: 0 }
  for (const result of scenarios.flatMap(({ results }) => results)) {
    totals[isExpected(result) ? 'conforms' : result.verdict] += 1
  }
  const counts = shownVerdicts.flatMap((verdict) =>
    verdict !== 'unsupported' && totals[verdict] > 0 ? [`${totals[verdict]} ${verdict}`] : [],
  )
  const [, color = 'lightgrey'] = colours.find(([verdict]) => totals[verdict] > 0) ?? []
  const message = `${counts.join(', ') || 'nothing played'}${run.complete ? '' : ' (incomplete)'}`
  return `${JSON.stringify({ schemaVersion: 1, label: 'mailspec', message, color }, undefined, 2)}\n`
}
