import type { Check, Mutant } from './mutant.ts'

/** So many killers of neighbours are asked before the others. */
const mostNeighbours = 3

/** What killed the mutants of a line and of the lines next to it: changes of one statement fall together. */
export interface Neighbourhood {
  /** Notes who killed a mutant. */
  note(mutant: Mutant, killer: Check): void
  /** Who killed its neighbours, the last first. */
  near(mutant: Mutant): readonly Check[]
}

export function openNeighbourhood(): Neighbourhood {
  const killers = new Map<string, Check[]>()
  const at = ({ file }: Mutant, line: number) => killers.get(`${file}:${line}`) ?? []
  return {
    note(mutant, killer) {
      killers.set(`${mutant.file}:${mutant.line}`, [killer, ...at(mutant, mutant.line)])
    },
    near(mutant) {
      const { line } = mutant
      const found = [...at(mutant, line), ...at(mutant, line - 1), ...at(mutant, line + 1)]
      const once = new Map(found.map((check) => [`${check.by} ${check.id}`, check]))
      return [...once.values()].slice(0, mostNeighbours)
    },
  }
}
