import { realpathSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { clauseTexts } from '../../reports/ledger.ts'
import { mergeRuns, missingShards, type MergeInput } from '../../reports/merge.ts'
import { terminalSummary } from '../../reports/terminal.ts'
import { openRun, writeViews } from '../../reports/write.ts'
import { exitCodeOfResults } from '../run/report/expected.ts'
import { UsageError } from './exit.ts'
import type { Io } from './io.ts'
import { givenPath, shortPath } from './paths.ts'
import { isFolder, readRunFolder } from './stored.ts'

/** `mailspec report <folder>`: writes the views of a run again from its results and evidence. */
export async function report(folder: string, io: Io): Promise<number> {
  const { folder: whole, results } = runIn(folder)
  const { index } = await writeViews(whole, results, clauseTexts)
  io.out(`report: ${index}\n`)
  return 0
}

/**
 * `mailspec report merge <folder…> --out <folder>`: merges runs into one report. The exit code is that of a single run
 * with all the results.
 *
 * @throws UsageError with every reason why the runs cannot be merged
 */
export async function mergeReports(
  folders: readonly string[],
  { out, strict = false }: { readonly out: string; readonly strict?: boolean },
  io: Io,
): Promise<number> {
  const inputs = folders.map(runIn)
  const target = givenPath(out)
  const { results, problems } = mergeRuns(basename(target), inputs)
  if (problems) throw new UsageError(problems.join('\nmailspec: '))
  const writer = await openRun(dirname(target), { id: basename(target) })
  const named = new Set(
    results.scenarios.flatMap((scenario) => scenario.results.map(({ evidence }) => evidence)),
  )
  for (const input of inputs) {
    for (const [path, evidence] of input.evidence) if (named.has(path)) await writer.record(evidence)
  }
  const { folder, index } = await writer.close(results, clauseTexts, { isLatest: false })
  const missing = missingShards(inputs)
  if (missing.length > 0) io.err(`missing: ${missing.join(', ')}\n`)
  io.styled(terminalSummary(results, { colour: io.terminal, folder: shortPath(folder) }))
  io.out(`\nreport: ${index}\n`)
  return exitCodeOfResults(results, [], { strict })
}

function runIn(given: string): MergeInput & { readonly folder: string } {
  const path = givenPath(given)
  if (!isFolder(path))
    throw new UsageError(`${shortPath(path)}: expected the folder of a run, this is a file`)
  const { results, evidence } = readRunFolder(path)
  if (!results)
    throw new UsageError(`${shortPath(join(path, 'results.json'))}: missing: the run did not finish`)
  return { name: shortPath(path), folder: realpathSync(path), results, evidence }
}
