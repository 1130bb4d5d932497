import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readProfile, type PolicyProfile } from '../../reports/profile.ts'
import { evidencePath } from '../../reports/write.ts'
import type { Measured } from '../probe/measuring.ts'
import { UsageError } from './exit.ts'
import { shortPath } from './paths.ts'

/** How the folders of probes are called, so that the latest comes last. */
export const folderPrefix = 'probe-'

/** What was measured, as it is kept. */
export const profileOf = (target: string, now: Date, all: readonly Measured[]): PolicyProfile => ({
  version: 1,
  target,
  measuredAt: now.toISOString(),
  probes: all.map(({ probe: { name, title }, findings, evidence }) => ({
    name,
    title,
    evidence: evidence ? evidencePath(evidence) : null,
    findings,
  })),
})

/**
 * The latest profile of a target in a folder of reports.
 *
 * @throws UsageError for one that cannot be read
 */
export function latestProfile(out: string, target: string): PolicyProfile | undefined {
  if (!existsSync(out)) return undefined
  const folders = readdirSync(out).filter((name) => name.startsWith(folderPrefix))
  for (const folder of folders.toSorted().toReversed()) {
    const file = join(out, folder, 'profile.json')
    if (!existsSync(file)) continue
    const profile = readStored(file)
    if (profile.target === target) return profile
  }
  return undefined
}

function readStored(file: string): PolicyProfile {
  try {
    return readProfile(readFileSync(file, 'utf8'))
  } catch (error) {
    if (error instanceof SyntaxError) throw new UsageError(`${shortPath(file)}: ${error.message}`)
    throw error
  }
}
