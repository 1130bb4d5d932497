import type { AskedCheck } from './messages.ts'
import type { Check, CleanCheck, Mutant } from './mutant.ts'

/** What is known before a mutant is played. */
export interface Known {
  readonly clean: readonly CleanCheck[]
  /** Mutants that are passed while modules are loaded. */
  readonly atLoad: ReadonlySet<string>
  readonly mutants: readonly Mutant[]
  /** How many checks are asked about one mutant at most. */
  readonly most: number
}

/** A mutant, and the checks that may notice it in the order in which they are asked. */
export interface Asking {
  readonly mutant: Mutant
  /** It is passed only while modules are loaded, and they have to be loaded again for it. */
  readonly atLoad: boolean
  readonly checks: readonly AskedCheck[]
}

/**
 * Says which checks to ask about each mutant: those that pass it, the cheapest first, and before them what killed it
 * last time. Where too many pass it, the cheapest are asked and those that pass it most often. Of one that is passed at load only, nobody can tell who would notice: those are asked that pass a mutant
 * within it, or else one of its file.
 */
export function askingsOf(
  { clean, atLoad, mutants, most }: Known,
  about: readonly Mutant[],
  lastKiller: (mutant: Mutant) => Check | undefined,
): readonly Asking[] {
  const cheapestFirst = [...clean].sort((a, b) => a.milliseconds - b.milliseconds)
  const passing = (among: readonly Mutant[]) =>
    cheapestFirst.flatMap((check) => {
      const hits = Math.max(0, ...among.map(({ id }) => check.hits.get(id) ?? 0))
      return hits === 0 ? [] : [{ by: check.by, id: check.id, milliseconds: check.milliseconds, hits }]
    })
  const byFile = Map.groupBy(mutants, ({ file }) => file)
  return about.map((mutant) => {
    const direct = passing([mutant])
    const killer = lastKiller(mutant)
    const isAtLoad = direct.length === 0 && atLoad.has(mutant.id)
    const beside = byFile.get(mutant.file) ?? []
    const within = isAtLoad ? passing(beside.filter((other) => isWithin(other, mutant))) : []
    const checks = !isAtLoad ? direct : within.length > 0 ? within : passing(beside)
    const killerFirst = [...checks].sort((a, b) => rank(b, mutant, killer) - rank(a, mutant, killer))
    return { mutant, atLoad: isAtLoad, checks: atMost(most, killerFirst) }
  })
}

/** Two of three by their place, the others by how often they pass the mutant. */
function atMost(most: number, checks: readonly AskedCheck[]): readonly AskedCheck[] {
  if (checks.length <= most) return checks
  const first = Math.ceil((most * 2) / 3)
  const frequent = checks.slice(first).sort((a, b) => b.hits - a.hits)
  return [...checks.slice(0, first), ...frequent.slice(0, most - first)]
}

const isWithin = (inner: Mutant, outer: Mutant): boolean =>
  inner.span.from >= outer.span.from && inner.span.to <= outer.span.to

/** What killed it last time is asked first, and the tests beside its file before others. */
function rank(check: Check, { file }: Mutant, killer: Check | undefined): number {
  if (killer !== undefined && check.id === killer.id && check.by === killer.by) return 2
  return check.id.startsWith(`${file.replace(/\.ts$/, '.test.ts')} > `) ? 1 : 0
}
