import type { AskedCheck } from './messages.ts'
import type { Check, CleanCheck, Mutant } from './mutant.ts'

/** How much is asked about one mutant before it is said to survive. */
export interface MostAsked {
  readonly checks: number
  /** Milliseconds that they take together on a sound server; the first is asked whatever it takes. */
  readonly together: number
}

/** What is known before a mutant is played. */
export interface Known {
  readonly clean: readonly CleanCheck[]
  /** Mutants that are passed while modules are loaded. */
  readonly atLoad: ReadonlySet<string>
  readonly mutants: readonly Mutant[]
  readonly most: MostAsked
  /** The areas of stories that are about the part of a mutant. */
  readonly areasOf?: (mutant: Mutant) => readonly string[]
}

/** A mutant, and the checks that may notice it in the order in which they are asked. */
export interface Asking {
  readonly mutant: Mutant
  /** It is passed only while modules are loaded, and they have to be loaded again for it. */
  readonly atLoad: boolean
  readonly checks: readonly AskedCheck[]
}

/** Which checks to ask about a mutant: `first` those that are likely to notice it, where they pass it at all. */
export type Ask = (mutant: Mutant, first: readonly Check[]) => Asking

/**
 * Says which checks to ask about a mutant: those that pass it. Those come first that pass what few others of the file
 * pass, since it is what they are about, for the least of the processor's time. Of a mutant that is passed at load only,
 * nobody can tell who would notice: all are asked, and first those that pass a mutant within it or one of its file.
 */
export function openAskings({ clean, atLoad, mutants, most, areasOf = () => [] }: Known): Ask {
  const passing = Map.groupBy(
    clean.flatMap((check) => [...check.hits].map(([id, hits]) => ({ id, check, hits }))),
    ({ id }) => id,
  )
  const byFile = Map.groupBy(mutants, ({ file }) => file)
  const promises = new Map([...byFile].map(([file, own]) => [file, promisesOf(own)]))

  /** For each check what it promises a millisecond: the rarer what it passes, the more. */
  function promisesOf(own: readonly Mutant[]): ReadonlyMap<CleanCheck, number> {
    const promised = new Map<CleanCheck, number>()
    for (const { id } of own) {
      const passes = passing.get(id) ?? []
      for (const { check } of passes)
        promised.set(check, (promised.get(check) ?? 0) + 1 / passes.length / (check.effort.busy + 1))
    }
    return promised
  }

  const passingAny = (among: readonly Mutant[]): readonly Passing[] => {
    const best = new Map<CleanCheck, Passing>()
    for (const { check, hits } of among.flatMap(({ id }) => passing.get(id) ?? []))
      best.set(check, { check, hits: Math.max(hits, best.get(check)?.hits ?? 0) })
    return [...best.values()]
  }

  return (mutant, first) => {
    const direct = passingAny([mutant])
    const isAtLoad = direct.length === 0 && atLoad.has(mutant.id)
    const beside = byFile.get(mutant.file) ?? []
    const inner = () => passingAny(beside.filter((other) => isWithin(other, mutant)))
    const groups = isAtLoad ? [inner(), passingAny(beside), clean.map(asPassing)] : [direct]
    const promised = promises.get(mutant.file)
    const worth = ({ check }: Passing) => promised?.get(check) ?? -check.effort.busy
    const likely = likelihoods(mutant, first, areasOf(mutant))
    const inOrder = groups.flatMap((group) => [...group].sort((a, b) => worth(b) - worth(a)))
    const once = new Map(inOrder.map((one) => [one.check, one]))
    const found = [...once.values()].sort((a, b) => likely(a.check) - likely(b.check))
    return { mutant, atLoad: isAtLoad, checks: within(most, found).map(asAsked) }
  }
}

interface Passing {
  readonly check: CleanCheck
  readonly hits: number
}

const asPassing = (check: CleanCheck): Passing => ({ check, hits: 0 })

const asAsked = ({ check: { by, id, effort }, hits }: Passing): AskedCheck => ({ by, id, effort, hits })

function within({ checks, together }: MostAsked, found: readonly Passing[]): readonly Passing[] {
  let spent = 0
  return found.slice(0, checks).filter(({ check: { effort } }, nth) => {
    spent += effort.busy + effort.idle
    return nth === 0 || spent <= together
  })
}

const isWithin = (inner: Mutant, outer: Mutant): boolean =>
  inner.span.from >= outer.span.from && inner.span.to <= outer.span.to

/**
 * The place of a check among others, the likely ones first in their order: then come stories that are called after a word
 * in the line of the mutant, the tests beside its file, the stories about its part, and all others.
 */
function likelihoods(
  { file, lineText }: Mutant,
  first: readonly Check[],
  areas: readonly string[],
): (check: Check) => number {
  const words = lineText.toLowerCase().match(/[a-z]{6,}/g) ?? []
  const beside = `${file.replace(/\.ts$/, '.test.ts')} > `
  return ({ by, id }) => {
    const place = first.findIndex((one) => one.by === by && one.id === id)
    if (place >= 0) return place
    if (by === 'story' && words.some((word) => id.includes(word))) return first.length
    if (id.startsWith(beside)) return first.length + 1
    return first.length + (areas.some((area) => id.startsWith(`${area}/`)) ? 2 : 3)
  }
}
