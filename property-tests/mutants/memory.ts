import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import type { Check, Fate, Mutant } from './mutant.ts'

// What earlier runs found out, by file. As long as no source has changed all of it still holds. Otherwise everything is
// played again, and each mutant begins with what killed it last: one play for most.

const kill = z.object({
  by: z.enum(['story', 'test']),
  id: z.string(),
  manner: z.enum(['breaks', 'crash', 'hang']),
  why: z.string(),
})
const outcome = z.object({
  mutant: z.string(),
  status: z.enum(['killed', 'survived', 'uncovered']),
  kill: kill.optional(),
})
const memory = z.object({
  version: z.literal(1),
  files: z.record(z.string(), z.object({ sourceHash: z.string(), outcomes: z.array(outcome) })),
})

export type Memory = z.infer<typeof memory>
export const nothingKnown: Memory = { version: 1, files: {} }

/** What was found out about a file when the sources were as they are, if so; one fate a mutant, in their order. */
export function fatesStillTrue(
  { files }: Memory,
  hash: string,
  mutants: readonly Mutant[],
): readonly Fate[] | undefined {
  const [file] = mutants.map((mutant) => mutant.file)
  const known = file === undefined ? undefined : files[file]
  if (known?.sourceHash !== hash || known.outcomes.length !== mutants.length) return undefined
  return known.outcomes.flatMap(({ status, kill: by }, index) => {
    const mutant = mutants[index]
    return mutant ? [{ mutant, status, ...(by && { kill: by }) }] : []
  })
}

/** What killed each mutant the last time it was played, even if the sources have changed since. */
export function lastKillers({ files }: Memory): (mutant: Mutant) => Check | undefined {
  const killers = new Map(
    Object.entries(files).flatMap(([file, { outcomes }]) =>
      outcomes.flatMap((known) => (known.kill ? [[`${file} ${known.mutant}`, known.kill] as const] : [])),
    ),
  )
  return (mutant) => killers.get(`${mutant.file} ${nameOf(mutant)}`)
}

/** The memory with what has been found out now. */
export function remembering(before: Memory, hash: string, fates: readonly Fate[]): Memory {
  const files = { ...before.files }
  for (const [file, found] of Map.groupBy(fates, ({ mutant }) => mutant.file)) {
    files[file] = {
      sourceHash: hash,
      outcomes: found.map(({ mutant, status, kill: by }) => ({
        mutant: nameOf(mutant),
        status: status === 'equivalent' ? 'survived' : status,
        ...(by && { kill: by }),
      })),
    }
  }
  return { version: 1, files }
}

/** Survives that other lines come and go. */
const nameOf = ({ lineText, from, to }: Mutant): string => `${lineText} | ${from} → ${to}`

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
