import type { Step } from '#evidence'
import type { Timed } from '#dsl'
import type { StepRefused } from '../../evidence/faults.ts'

/** The arguments of a step, as evidence keeps them. */
export type Words = Step['with']

type Method = (...given: never[]) => Promise<unknown>

/**
 * Something an actor of a story can do: how its arguments are written to evidence, how they are read back when the story
 * is replayed, and how it is carried out.
 *
 * @typeParam Parts what the actor needs to act
 * @typeParam M     the method of the scenario language
 */
export interface Verb<Parts, M extends Method> {
  /** It gives the story what a message says, where others tell only whether it is there. */
  readonly readsLetters?: true
  /** Its arguments as evidence keeps them: accounts by address, never a secret. */
  write(given: Parameters<M>, places: Places): Words
  /** Its arguments, read back from evidence. @throws HarnessFault for words that no `write` wrote */
  read(words: Words, recalled: Recalled): Parameters<M>
  does(parts: Parts, given: Parameters<M>): Promise<Done<Awaited<ReturnType<M>>>>
}

/** All verbs of an actor. A method of the language that has no row does not compile. */
export type Verbs<Parts, Actor> = {
  readonly [Name in keyof Actor as Actor[Name] extends Method ? Name : never]: Actor[Name] extends Method
    ? Verb<Parts, Actor[Name]>
    : never
}

/** The result of a verb: what the story is given, or why it stops here. Either way the step is recorded. */
export type Done<Outcome> = Noted & ({ readonly outcome: Outcome } | { readonly stops: StepRefused })

interface Noted {
  /** The sessions it spoke in, where the verbs of its actor do not all speak in the same. */
  readonly sessions?: readonly string[]
  /** Further words of the step, which are known only once it has been carried out. */
  readonly also?: Words
}

/** The step that an outcome, or its moment, came from; undefined for what the story made itself. */
export interface Places {
  readonly stepOf: (outcome: object) => number | undefined
}

/** What a replayed story remembers of its steps so far. */
export interface Recalled {
  /** What a span counts from, as `since` keeps it: a step, or a moment of the story's own. */
  readonly timed: (since: unknown) => Timed
}
