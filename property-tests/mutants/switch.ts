/** What the instrumented sources look at: which mutant is on, and what they passed. */
interface Board {
  activeMutant?: string | undefined
  currentTestId?: string | undefined
  hitCount?: number
  hitLimit?: number
  mutantCoverage?: {
    readonly static: Readonly<Record<string, number>>
    readonly perTest: Record<string, Readonly<Record<string, number>>>
  }
}

declare global {
  var __stryker__: Board | undefined
}

const board: Board = (globalThis.__stryker__ ??= {})

/** Switches a mutant on until it is disposed of. Passed more often than `limit`, it throws: a loop without an end. */
export function withMutant(id: string, limit: number): Disposable & { readonly isWornOut: boolean } {
  board.activeMutant = id
  board.hitCount = 0
  board.hitLimit = limit
  return {
    get isWornOut() {
      return (board.hitCount ?? 0) > limit
    },
    [Symbol.dispose]: () => {
      board.activeMutant = undefined
      board.hitCount = 0
      board.hitLimit = Infinity
    },
  }
}

/** Notes under a name which mutants are passed, until it is disposed of. */
export function withCoverage(name: string): Disposable & { readonly hits: Readonly<Record<string, number>> } {
  board.currentTestId = name
  return {
    get hits() {
      return board.mutantCoverage?.perTest[name] ?? {}
    },
    [Symbol.dispose]: () => {
      board.currentTestId = undefined
      delete board.mutantCoverage?.perTest[name]
    },
  }
}

/** The mutants that were passed while modules were loaded. */
export const passedAtLoad = (): string[] => Object.keys(board.mutantCoverage?.static ?? {})
