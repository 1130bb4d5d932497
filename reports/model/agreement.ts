import type { Results, Verdict } from '../results.ts'

/** How far servers agree, on the clauses that were played on all of them. */
export interface Agreement {
  /** Those that played anything, in order. */
  readonly targets: readonly string[]
  /** Clauses that came to a decision on every one of them, and in how many of those it is the same. */
  readonly all: Shared
  readonly pairs: readonly (Shared & { readonly one: string; readonly other: string })[]
}

interface Shared {
  readonly clauses: number
  readonly alike: number
}

/** Different words for the same decision are no disagreement; what was inconclusive is not compared. */
const decisions: Readonly<Partial<Record<Verdict, 'kept' | 'broken'>>> = {
  conforms: 'kept',
  deviates: 'kept',
  violates: 'broken',
}

/** Compares the targets of a run, clause by clause. With fewer than two that played there is nothing to compare. */
export function agreementOf({ clauses, targets: all }: Results): Agreement | undefined {
  const byClause = clauses.map(
    ({ results }) =>
      new Map(
        results.flatMap(({ target, verdict }) => {
          const decision = decisions[verdict]
          return decision === undefined ? [] : [[target, decision] as const]
        }),
      ),
  )
  const targets = all.map(({ name }) => name).filter((name) => byClause.some((clause) => clause.has(name)))
  if (targets.length < 2) return undefined
  const shared = (names: readonly string[]): Shared => {
    const common = byClause.filter((clause) => names.every((name) => clause.has(name)))
    const alike = common.filter((clause) => new Set(names.map((name) => clause.get(name))).size === 1)
    return { clauses: common.length, alike: alike.length }
  }
  return {
    targets,
    all: shared(targets),
    pairs: targets.flatMap((one, index) =>
      targets.slice(index + 1).map((other) => ({ one, other, ...shared([one, other]) })),
    ),
  }
}

/** The agreement in one sentence. */
export function agreementSentence(results: Results): string {
  const agreement = agreementOf(results)
  if (!agreement) return 'Fewer than two targets reached a decision, so there is nothing to compare.'
  const { targets, all } = agreement
  const which = targets.length === 2 ? 'Both targets' : `All ${targets.length} targets that played`
  return all.clauses === 0
    ? `No clause was played on all of ${targets.join(', ')}.`
    : `${which} agree on ${all.alike} of ${all.clauses} clauses that they all played.`
}
