import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import type { Check, Fate, Mutant } from './mutant.ts'
import type { SourceHashes } from './source-hash.ts'

// What earlier runs found out. A kill holds as long as neither the file of the mutant nor that of the killer has changed;
// that nobody notices a mutant holds as long as no source has. What is played again begins with what killed it last.

const kill = z.object({
  by: z.enum(['story', 'test']),
  id: z.string(),
  manner: z.enum(['breaks', 'crash', 'hang']),
  why: z.string(),
})
const outcome = z.object({
  /** Of the sources that it depends on. */
  hash: z.string(),
  status: z.enum(['killed', 'survived', 'uncovered']),
  kill: kill.optional(),
})
const memory = z.object({
  version: z.literal(2),
  /** By file, and by the name of the mutant in it. */
  files: z.record(z.string(), z.record(z.string(), outcome)),
})

export type Memory = z.infer<typeof memory>
export const nothingKnown: Memory = { version: 2, files: {} }

/** What was found out of some mutants when the sources were as they are. */
export function fatesStillTrue(
  { files }: Memory,
  hashes: SourceHashes,
  mutants: readonly Mutant[],
): readonly Fate[] {
  const names = namesOf(mutants)
  return mutants.flatMap((mutant) => {
    const known = files[mutant.file]?.[names.get(mutant) ?? '']
    if (!known) return []
    const fate = { mutant, status: known.status, ...(known.kill && { kill: known.kill }) }
    return known.hash === hashFor(fate, hashes) ? [fate] : []
  })
}

/** What killed each mutant the last time it was played, even if the sources have changed since. */
export function lastKillers(
  { files }: Memory,
  mutants: readonly Mutant[],
): (mutant: Mutant) => Check | undefined {
  const names = namesOf(mutants)
  return (mutant) => files[mutant.file]?.[names.get(mutant) ?? '']?.kill
}

/**
 * The memory with what has been found out now; of mutants that are there no more nothing is kept.
 *
 * @param mutants all of the files that are played
 */
export function remembering(
  before: Memory,
  hashes: SourceHashes,
  { fates, mutants }: { readonly fates: readonly Fate[]; readonly mutants: readonly Mutant[] },
): Memory {
  const names = namesOf(mutants)
  const found = new Map(fates.map((fate) => [fate.mutant, fate]))
  const files = { ...before.files }
  for (const [file, own] of Map.groupBy(mutants, (mutant) => mutant.file)) {
    const known = own.flatMap((mutant) => {
      const name = names.get(mutant) ?? ''
      const fate = found.get(mutant)
      const outcomeNow = fate ? outcomeOf(fate, hashes) : before.files[file]?.[name]
      return outcomeNow ? [[name, outcomeNow] as const] : []
    })
    files[file] = Object.fromEntries(known)
  }
  return { version: 2, files }
}

const outcomeOf = (fate: Fate, hashes: SourceHashes): z.infer<typeof outcome> => ({
  hash: hashFor(fate, hashes),
  // That is judged anew each time.
  status: fate.status === 'equivalent' ? 'survived' : fate.status,
  ...(fate.kill && { kill: fate.kill }),
})

const hashFor = ({ mutant, kill: by }: Fate, hashes: SourceHashes): string =>
  by ? hashes.of(mutant.file, by) : hashes.all

/** A name for each that survives when other lines come and go. */
function namesOf(mutants: readonly Mutant[]): ReadonlyMap<Mutant, string> {
  const seen = new Map<string, number>()
  return new Map(
    mutants.map((mutant) => {
      const name = `${mutant.lineText} | ${mutant.from} → ${mutant.to}`
      const before = seen.get(`${mutant.file} ${name}`) ?? 0
      seen.set(`${mutant.file} ${name}`, before + 1)
      return [mutant, before === 0 ? name : `${name} #${before + 1}`]
    }),
  )
}

/** @returns nothing known, where there is no such file or it was written by another version */
export function readMemory(file: string): Memory {
  try {
    return memory.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data ?? nothingKnown
  } catch {
    return nothingKnown
  }
}

export function writeMemory(file: string, known: Memory): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(`${file}.new`, JSON.stringify(known))
  renameSync(`${file}.new`, file)
}
