import type { Evidence } from '#evidence'
import type { Clause } from '../scenarios/clauses/clause.ts'
import type { Results } from './results.ts'

/** The report could not be written; the message is one line that names the path and the cause. */
export class ReportNotWritten extends Error {
  override readonly name = 'ReportNotWritten'
}

/** What a run is called. The id names its folder: letters, digits, dots, dashes and underscores. */
export interface RunName {
  readonly id: string
}

/** Where the parts of a finished report are. */
export interface WrittenReport {
  readonly folder: string
  readonly index: string
  readonly latest: string
}

/** A run that is being written, as it goes. Several processes may write to the same run; one of them closes it. */
export interface RunWriter {
  readonly folder: string
  /** Writes the evidence of one scenario and gives its path within the folder, as `results.json` names it. */
  record(evidence: Evidence): Promise<string>
  /** Writes the report from the results and the evidence they name, then lets `latest` point to it. */
  close(results: Results, clauses: readonly Clause[]): Promise<WrittenReport>
}

/**
 * Opens the folder `<outDir>/<run id>` for writing.
 *
 * @throws ReportNotWritten when the folder cannot be made or written to
 */
export async function openRun(outDir: string, run: RunName): Promise<RunWriter> {
  throw new ReportNotWritten(`${outDir}/${run.id}: not built yet`)
}
