import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { Evidence } from '#evidence'
import { readEvidence } from '../../reports/evidence-json.ts'
import { evidenceNamedBy, readResults, type Results } from '../../reports/results.ts'
import { UsageError } from './exit.ts'
import { shortPath } from './paths.ts'

/** A run stored in a folder. */
export interface StoredRun {
  readonly folder: string
  /** Absent when the run ended before it could write them. */
  readonly results?: Results
  /** By the path within the folder, as results name it. */
  readonly evidence: ReadonlyMap<string, Evidence>
}

/** Reads one file of evidence. @throws UsageError in one line that names the file */
export function readEvidenceFile(file: string): Evidence {
  const text = readText(file)
  try {
    return readEvidence(text)
  } catch (error) {
    if (error instanceof SyntaxError) throw new UsageError(`${shortPath(file)}: ${error.message}`)
    throw error
  }
}

/**
 * Reads the folder of a run: its results, and all evidence in it.
 *
 * @throws UsageError in one line that names the file: not a run, broken, or evidence missing that the results name
 */
export function readRunFolder(folder: string): StoredRun {
  const resultsFile = join(folder, 'results.json')
  const evidenceFolder = join(folder, 'evidence')
  if (!existsSync(resultsFile) && !existsSync(evidenceFolder)) {
    throw new UsageError(
      `${shortPath(folder)}: not the folder of a run: it has neither results.json nor evidence`,
    )
  }
  const results = existsSync(resultsFile) ? readResultsFile(resultsFile) : undefined
  const files = existsSync(evidenceFolder)
    ? readdirSync(evidenceFolder, { recursive: true, encoding: 'utf8' })
        .filter((name) => /(?:^|\/)[^./][^/]*\.json$/.test(name))
        .map((name) => join(evidenceFolder, name))
        .sort()
    : []
  const evidence = new Map(files.map((file) => [relative(folder, file), readEvidenceFile(file)]))
  for (const named of results ? evidenceNamedBy(results) : []) {
    if (!evidence.has(named))
      throw new UsageError(`${shortPath(join(folder, named))}: missing, although results.json names it`)
  }
  return { folder, evidence, ...(results && { results }) }
}

/** Tells whether a path is a folder. @throws UsageError when nothing exists there */
export function isFolder(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found) throw new UsageError(`${shortPath(path)}: no such file or folder`)
  return found.isDirectory()
}

function readResultsFile(file: string): Results {
  const text = readText(file)
  try {
    return readResults(text)
  } catch (error) {
    if (error instanceof SyntaxError) throw new UsageError(`${shortPath(file)}: ${error.message}`)
    throw error
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new UsageError(`${shortPath(file)}: ${error instanceof Error ? error.message : String(error)}`)
  }
}
