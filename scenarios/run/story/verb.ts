import type { Step } from '#evidence'
import type { Timed } from '#dsl'
import type { StepRefused } from '../../evidence/faults.ts'

/** What a step was given, as it stands in evidence. */
export type Words = Step['with']

type Method = (...given: never[]) => Promise<unknown>

/**
 * Something an actor of a story can do. The row says all there is to know of it, whatever the story hands it: what is
 * written down, how that is read again when the story is told from its evidence, and how it is done.
 *
 * @typeParam Parts what the actor needs to act
 * @typeParam M     the method of the scenario language
 */
export interface Verb<Parts, M extends Method> {
  /** What it was given, as evidence keeps it: accounts by address, never a secret. */
  write(given: Parameters<M>, places: Places): Words
  /** The same from the evidence. @throws HarnessFault for words that no `write` wrote */
  read(words: Words, recalled: Recalled): Parameters<M>
  does(parts: Parts, given: Parameters<M>): Promise<Done<Awaited<ReturnType<M>>>>
}

/** All verbs of an actor: a method of the language without a row is a mistake of types. */
export type Verbs<Parts, Actor> = {
  readonly [Name in keyof Actor as Actor[Name] extends Method ? Name : never]: Actor[Name] extends Method
    ? Verb<Parts, Actor[Name]>
    : never
}

/** What came of a verb: what the story is given, or why it stops here. Either way the step is noted. */
export type Done<Outcome> = Noted & ({ readonly outcome: Outcome } | { readonly stops: StepRefused })

interface Noted {
  /** The sessions it spoke in, where the verbs of its actor do not all speak in the same. */
  readonly sessions?: readonly string[]
  /** What else the step writes down, which only doing it tells. */
  readonly also?: Words
}

/** Where in the story an outcome, or its moment, came from; undefined for what the story made itself. */
export interface Places {
  readonly stepOf: (outcome: object) => number | undefined
}

/** What a story told again remembers of what it has done so far. */
export interface Recalled {
  /** What a span counts from, as `since` keeps it: a step, or a moment of the story's own. */
  readonly timed: (since: unknown) => Timed
}
