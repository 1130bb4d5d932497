import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { outFolder } from '../environment.ts'

/** Which scenarios notice which saboteur of an area: what `pnpm test:saboteurs` found out. */
export interface KillMatrix {
  readonly version: 1
  readonly seed: number
  /** Tells whether the sources have changed since. */
  readonly sourceHash: string
  readonly rows: readonly KillRow[]
}

export interface KillRow {
  readonly saboteur: string
  readonly clause: string
  /** Scenarios in which a claim that counts for the clause broke. */
  readonly killedBy: readonly string[]
  /** Scenarios that broke elsewhere only. */
  readonly alsoNoticedBy: readonly string[]
  /** Why it is right that no scenario notices. */
  readonly survivor?: string
}

const matricesFolder = join(outFolder, 'kill-matrix')

/** Writes the matrix of an area, whose saboteurs are played at the same time as those of others. */
export function writeKillMatrix(area: string, matrix: KillMatrix): void {
  mkdirSync(matricesFolder, { recursive: true })
  const file = join(matricesFolder, `${area}.json`)
  // The file is replaced as a whole: a run of the book may be reading it.
  writeFileSync(`${file}.new`, `${JSON.stringify(matrix, null, 2)}\n`)
  renameSync(`${file}.new`, file)
}

/** The latest kill matrix of each area that has one. */
export function readKillMatrices(folder = matricesFolder): readonly KillMatrix[] {
  return filesOf(folder).flatMap((file) => {
    const read: unknown = JSON.parse(readFileSync(join(folder, file), 'utf8'))
    return isKillMatrix(read) ? [read] : []
  })
}

function filesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((file) => file.endsWith('.json'))
      .sort()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

const isKillMatrix = (read: unknown): read is KillMatrix =>
  typeof read === 'object' && read !== null && 'version' in read && read.version === 1 && 'rows' in read

/** Clause → the saboteurs that its scenarios kill. */
export function saboteursByClause(
  matrices: readonly KillMatrix[],
): Readonly<Record<string, readonly string[]>> {
  const killed = matrices.flatMap(({ rows }) => rows).filter(({ killedBy }) => killedBy.length > 0)
  return Object.fromEntries(
    [...Map.groupBy(killed, ({ clause }) => clause)].map(([clause, rows]) => [
      clause,
      rows.map(({ saboteur }) => saboteur),
    ]),
  )
}
