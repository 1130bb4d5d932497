import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Which scenarios notice which saboteur: what `pnpm test:saboteurs` found out. */
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
  /** Why it is right that nobody notices. */
  readonly survivor?: string
}

/** Where reports go unless told otherwise: `MAILSPEC_OUT`, or the project's own folder. */
export const outFolder =
  process.env['MAILSPEC_OUT'] ?? join(import.meta.dirname, '..', '..', 'reports', 'out')
export const killMatrixFile = join(outFolder, 'kill-matrix.json')

/** The last kill matrix written; undefined when there is none yet. */
export function readKillMatrix(file = killMatrixFile): KillMatrix | undefined {
  try {
    const read: unknown = JSON.parse(readFileSync(file, 'utf8'))
    return isKillMatrix(read) ? read : undefined
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

const isKillMatrix = (read: unknown): read is KillMatrix =>
  typeof read === 'object' && read !== null && 'version' in read && read.version === 1 && 'rows' in read

/** Clause → the saboteurs that its scenarios kill. */
export function saboteursByClause(
  matrix: KillMatrix | undefined,
): Readonly<Record<string, readonly string[]>> {
  const killed = (matrix?.rows ?? []).filter(({ killedBy }) => killedBy.length > 0)
  return Object.fromEntries(
    [...Map.groupBy(killed, ({ clause }) => clause)].map(([clause, rows]) => [
      clause,
      rows.map(({ saboteur }) => saboteur),
    ]),
  )
}
