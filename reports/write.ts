import { createHash } from 'node:crypto'
import { renameSync, rmSync, symlinkSync } from 'node:fs'
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { deflateRawSync } from 'node:zlib'
import type { Clause, RfcClause } from '#clauses'
import type { Evidence } from '#evidence'
import { printableJson } from '../scenarios/evidence/printable.ts'
import { badgeJson } from './badge.ts'
import { ctrfJson } from './ctrf.ts'
import { evidenceJson, readEvidence } from './evidence-json.ts'
import { pageFiles, renderPage } from './html/page.ts'
import { renderProfile, type ProfileModel } from './html/profile.ts'
import { junitXml } from './junit.ts'
import { reportModel } from './model.ts'
import { evidenceNamedBy, type Results } from './results.ts'

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
  /** Absent where it was not to be the latest. */
  readonly latest?: string
}

/** A run that is being written, as it goes. Several processes may write to the same run; one of them closes it. */
export interface RunWriter {
  readonly folder: string
  /** Writes the evidence of one scenario and gives its path within the folder, as `results.json` names it. */
  record(evidence: Evidence): Promise<string>
  /** Writes a policy profile and its page, and gives the path of the page. */
  closesProfile(model: ProfileModel): Promise<string>
  /** Removes the folder of a run that has no results. */
  discards(): Promise<void>
  /** Writes the report from the results and the evidence they name, then lets `latest` point to it, unless told not. */
  close(
    results: Results,
    clauses: readonly (Clause | RfcClause)[],
    how?: { readonly isLatest: boolean },
  ): Promise<WrittenReport>
}

/**
 * Opens the folder `<outDir>/<run id>` for writing. Every file in it appears whole or not at all.
 *
 * @throws ReportNotWritten when the folder cannot be made; `record` and `close` throw it when they cannot write
 */
export async function openRun(outDir: string, { id }: RunName): Promise<RunWriter> {
  const folder = resolve(outDir, id)
  if (!/^[A-Za-z0-9_-][A-Za-z0-9._-]*$/.test(id) || id === 'latest') {
    throw new ReportNotWritten(`cannot write to ${folder}: a run cannot be called "${id}"`)
  }
  await attempt(folder, () => makeFolder(join(folder, 'evidence')))
  return {
    folder,
    async record(evidence) {
      const path = evidencePath(evidence)
      await writeWhole(join(folder, path), evidenceJson(evidence))
      return path
    },
    async closesProfile(model) {
      await writeTogether(folder, {
        'index.html': await profilePageOf(model),
        'profile.json': printableJson(`${JSON.stringify(model.profile, undefined, 2)}\n`),
      })
      return join(folder, 'index.html')
    },
    discards: () => attempt(folder, () => rm(folder, { recursive: true })),
    async close(results, clauses, { isLatest } = { isLatest: true }) {
      const { index } = await writeViews(folder, results, clauses, { andResults: true })
      return { folder, index, ...(isLatest && { latest: await pointLatest(folder) }) }
    },
  }
}

/**
 * Makes a folder and those it is in, which other processes may be making too. Not as Node does it with `recursive`: that
 * never ends below /proc, where nothing can be made.
 */
async function makeFolder(folder: string): Promise<void> {
  const found = await stat(folder).catch(() => undefined)
  if (found?.isDirectory()) return
  await makeFolder(dirname(folder))
  await mkdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
}

/**
 * Writes what is made from the results of a run and the evidence they name, into its folder: the page, and the files
 * for other programs. They appear all at once, whatever ends the process meanwhile.
 *
 * @throws ReportNotWritten when it cannot
 */
export async function writeViews(
  folder: string,
  results: Results,
  clauses: readonly (Clause | RfcClause)[],
  { andResults }: { readonly andResults: boolean } = { andResults: false },
): Promise<{ readonly index: string }> {
  const evidence = await readAll(folder, results)
  await writeTogether(folder, {
    'index.html': await pageOf(results, evidence, clauses),
    'junit.xml': junitXml(results),
    'ctrf.json': ctrfJson(results),
    'badge.json': badgeJson(results),
    ...(andResults && { 'results.json': printableJson(`${JSON.stringify(results, undefined, 2)}\n`) }),
  })
  return { index: join(folder, 'index.html') }
}

/**
 * The path of evidence within the folder of its run: `evidence/relay/stranger-is-denied@reference.json`, and for a
 * disturbed play `evidence/relay/stranger-is-denied@reference+ehlo-again-before-mail.json`.
 */
export function evidencePath({
  scenario,
  target,
  disturbedBy = [],
}: Pick<Evidence, 'scenario' | 'target' | 'disturbedBy'>): string {
  const disturbed = disturbedBy.length > 3 ? [...disturbedBy.slice(0, 3), 'others'] : disturbedBy
  const place = [target, ...disturbed].map(safe).join('+')
  return `evidence/${scenario.split('/').map(safe).join('/')}@${place}.json`
}

const safe = (name: string): string =>
  name.replace(/[^A-Za-z0-9._+-]|^\.+/gu, (chars) => encodeURIComponent(chars).replaceAll('.', '%2E'))

const read = (files: readonly URL[]): Promise<string[]> =>
  Promise.all(files.map((file) => attempt(fileURLToPath(file), () => readFile(file, 'utf8'))))

async function pageOf(
  results: Results,
  evidence: ReadonlyMap<string, Evidence>,
  clauses: readonly (Clause | RfcClause)[],
): Promise<string> {
  return renderPage(reportModel({ results, evidence, clauses }), {
    styles: await read(pageFiles.styles),
    scripts: await read(pageFiles.scripts),
    pack: (text) => deflateRawSync(text, { level: 9 }).toString('base64'),
    digest,
  })
}

const profilePageOf = async (model: ProfileModel): Promise<string> =>
  renderProfile(model, { styles: await read(pageFiles.styles), digest })

const digest = (text: string): string => createHash('sha256').update(text).digest('base64')

async function readAll(folder: string, results: Results): Promise<ReadonlyMap<string, Evidence>> {
  const found = new Map<string, Evidence>()
  for (const path of evidenceNamedBy(results)) {
    const file = join(folder, path)
    found.set(path, await attempt(file, async () => readEvidence(await readFile(file, 'utf8'))))
  }
  return found
}

let count = 0
/** A name beside the path that no other process and no other call uses. */
const temporary = (path: string): string =>
  join(dirname(path), `.${basename(path)}.${process.pid}-${(count += 1)}.tmp`)

function writeWhole(path: string, content: string): Promise<void> {
  const draft = temporary(path)
  return attempt(path, async () => {
    await mkdir(dirname(path), { recursive: true })
    try {
      await writeFile(draft, content)
      await rename(draft, path)
    } finally {
      await rm(draft, { force: true })
    }
  })
}

async function writeTogether(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  const drafts = Object.entries(files).map(([name, content]) => {
    const path = join(folder, name)
    return { path, content, draft: temporary(path) }
  })
  try {
    for (const { path, content, draft } of drafts) await attempt(path, () => writeFile(draft, content))
    // From here to the end of the report everything is synchronous, so that no signal interrupts it.
    for (const { path, draft } of drafts) await attempt(path, async () => renameSync(draft, path))
  } catch (error) {
    for (const { draft } of drafts) await rm(draft, { force: true })
    throw error
  }
}

function pointLatest(folder: string): Promise<string> {
  const latest = join(dirname(folder), 'latest')
  const draft = temporary(latest)
  return attempt(latest, async () => {
    symlinkSync(basename(folder), draft)
    try {
      renameSync(draft, latest)
    } catch (error) {
      rmSync(draft)
      throw error
    }
    return latest
  })
}

async function attempt<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    throw new ReportNotWritten(`cannot write the report: ${path}: ${causeInWords(cause)}`, { cause })
  }
}

/** `ENOSPC: no space left on device`, without the call and the path that Node puts behind. */
const causeInWords = (cause: unknown): string =>
  (cause instanceof Error ? cause.message : String(cause)).split(/\n|, (?=[a-z]+ ')/)[0] ?? ''
