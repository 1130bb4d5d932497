import type { Effort } from './patience.ts'

/** One small change of one place in the source. All of a load are there at once, and one is switched on at a time. */
export interface Mutant {
  /** Its switch, good for this load alone. */
  readonly id: string
  /** From the root of the project, with `/`. */
  readonly file: string
  /** Where it begins, from 1. */
  readonly line: number
  /** That line as it stands, without its indentation. */
  readonly lineText: string
  /** Where in the file, in characters: `to` is not part of it. */
  readonly span: { readonly from: number; readonly to: number }
  readonly from: string
  readonly to: string
}

/** A story or a test that may notice a mutant. */
export interface Check {
  readonly by: 'story' | 'test'
  /** A scenario's id, or `file > suite > test`. */
  readonly id: string
}

/** How a check noticed: its claim broke, or the server fell over or never came to an end. */
export type Manner = 'breaks' | 'crash' | 'hang'

/** What noticed a mutant. */
export interface Kill extends Check {
  readonly manner: Manner
  /** In a few words: a verdict, or the first line of an error. */
  readonly why: string
}

/** What a check came to without a mutant. */
export interface CleanCheck extends Check {
  readonly effort: Effort
  /** Which mutants it runs over, and how often. */
  readonly hits: ReadonlyMap<string, number>
}

/** What became of a mutant. */
export interface Fate {
  readonly mutant: Mutant
  readonly status: 'killed' | 'survived' | 'uncovered' | 'equivalent'
  readonly kill?: Kill
  /** Why it is equivalent. */
  readonly reason?: string
}
