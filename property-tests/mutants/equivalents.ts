import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import type { Fate, Mutant } from './mutant.ts'

const equivalents = z.array(
  z.strictObject({
    file: z.string(),
    /** The line as it stands, without its indentation. */
    line: z.string(),
    /** What is changed, where one line has two places that are changed to the same. */
    from: z.string().optional(),
    to: z.string(),
    /** Why nobody can notice. */
    why: z.string().min(20),
  }),
)

/** A change that was judged to make no difference. */
export type Equivalent = z.infer<typeof equivalents>[number]

/** @throws SyntaxError when the file is not what it should be, with where */
export function readEquivalents(file: string): readonly Equivalent[] {
  const read = equivalents.safeParse(parse(readFileSync(file, 'utf8')) ?? [])
  if (!read.success) throw new SyntaxError(`${file}: ${z.prettifyError(read.error)}`)
  return read.data
}

/** The mutants that entries are about, as if nothing had noticed them. */
export const notAsked = (mutants: readonly Mutant[], entries: readonly Equivalent[]): readonly Fate[] =>
  mutants
    .filter((mutant) => entries.some((entry) => means(entry, mutant)))
    .map((mutant) => ({ mutant, status: 'survived' }))

export interface Judged {
  readonly fates: readonly Fate[]
  /** Entries that no longer say anything true, each with why. */
  readonly stale: readonly string[]
}

/**
 * Takes out of the survivors what was judged equivalent. An entry is stale when its line has changed, or when its mutant
 * is killed after all.
 */
export function withEquivalents(fates: readonly Fate[], entries: readonly Equivalent[]): Judged {
  const files = new Set(fates.map(({ mutant }) => mutant.file))
  const stale = entries
    .filter(({ file }) => files.has(file))
    .flatMap((entry) => {
      const meant = fates.filter(({ mutant }) => means(entry, mutant))
      const where = `${entry.file}: "${entry.line}" → "${entry.to}"`
      if (meant.length === 0) return [`${where}: there is no such mutant any more`]
      return meant.every(({ status }) => status === 'killed') ? [`${where}: it is killed after all`] : []
    })
  return {
    stale,
    fates: fates.map((fate) => {
      const entry = entries.find((one) => means(one, fate.mutant))
      return entry === undefined || fate.status === 'killed'
        ? fate
        : { mutant: fate.mutant, status: 'equivalent', reason: entry.why }
    }),
  }
}

const means = (entry: Equivalent, { file, lineText, from, to }: Mutant): boolean =>
  entry.file === file &&
  entry.line === lineText &&
  entry.to === to &&
  (entry.from === undefined || entry.from === from)
