import { appendFileSync } from 'node:fs'
import { annotations, stepSummary } from '../../../reports/github.ts'
import type { Results } from '../../../reports/results.ts'

/**
 * Tells GitHub, where it is the host, what came of a run: a summary of the job, and a mark at each claim that does not
 * hold.
 *
 * @param env   the variables of the environment, which tell who the host is
 * @param write where workflow commands go
 */
export function tellGitHub(
  results: Results,
  env: Readonly<Record<string, string | undefined>>,
  write: (text: string) => void,
): void {
  const summary = env['GITHUB_STEP_SUMMARY']
  if (summary !== undefined && summary !== '') appendFileSync(summary, stepSummary(results))
  if (env['GITHUB_ACTIONS'] === 'true') for (const line of annotations(results)) write(`${line}\n`)
}
