import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Scenario } from '#dsl'
import { readEvidence } from '../../../reports/evidence-json.ts'
import { clauseTexts } from '../../../reports/ledger.ts'
import type { Results } from '../../../reports/results.ts'
import { openRun } from '../../../reports/write.ts'
import { HarnessFault } from '../../evidence/faults.ts'
import { readBook } from '../plan/book.ts'
import { suite } from '../suite.ts'
import { readKillMatrices, saboteursByClause } from './kill-matrix.ts'
import { resultsOf, type RecordedPlay } from './results.ts'
import type { ToldPlay } from './told-play.ts'

/** A run whose plays other processes have told, and whose evidence they have written into its folder. */
export interface ToldRun extends Pick<Results['run'], 'id' | 'startedAt' | 'durationMs' | 'seed'> {
  readonly plays: readonly ToldPlay[]
}

/**
 * Writes the one report of a run that several processes have played. It is complete when every scenario of the book was
 * played.
 *
 * @param out the folder runs are written to
 * @throws ReportNotWritten when it cannot
 */
export async function writeToldReport(
  out: string,
  { id, startedAt, durationMs, seed, plays }: ToldRun,
): Promise<Results> {
  const book = await readBook()
  const byId = new Map(book.map((scenario) => [scenario.id, scenario]))
  const writer = await openRun(out, { id })
  const recorded: RecordedPlay[] = []
  for (const play of plays) recorded.push(await recordedPlay(play, byId, writer.folder))
  const results = resultsOf(
    { id, suite, startedAt, durationMs, seed, complete: recorded.length === book.length },
    [...new Map(plays.map(({ target }) => [target.name, target])).values()],
    book,
    recorded,
    saboteursByClause(readKillMatrices()),
  )
  await writer.close(results, clauseTexts)
  return results
}

async function recordedPlay(
  { scenario: id, target, evidence: path, ...judgment }: ToldPlay,
  book: ReadonlyMap<string, Scenario>,
  folder: string,
): Promise<RecordedPlay> {
  const scenario = book.get(id)
  if (!scenario) throw new HarnessFault(`${id} was played, but is not in the book`)
  const evidence = path === null ? undefined : readEvidence(await readFile(join(folder, path), 'utf8'))
  return {
    result: { ...judgment, scenario, target: target.name, ...(evidence && { evidence }) },
    evidence: path,
  }
}
