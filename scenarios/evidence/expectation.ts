import type { Answer, Attempt, Count, LetterFound, Login } from './evidence.ts'

/** Tells whether a subject of one kind is as expected; undefined when it cannot tell. */
export type Meets<Seen, Details> = (subject: Seen, details: Details) => boolean | undefined

/**
 * Something that can be expected of a subject: the words a story uses, how it is judged and how it is described. A
 * subject of a kind that is not listed leaves the claim unknown, as does one whose connection was lost without the
 * server closing it: neither reaches `meets`.
 */
export interface Expectation<Details> {
  readonly axis: 'decision' | 'form'
  /** The words of the story, each with its details. */
  readonly says: Readonly<Record<string, (...given: never[]) => Details>>
  readonly meets: {
    /** Without a reply, the server closed the connection. */
    readonly attempt?: Meets<Attempt, Details>
    readonly login?: Meets<Login, Details>
    readonly answer?: Meets<Answer, Details>
    readonly count?: Meets<Count, Details>
    readonly letter?: Meets<LetterFound, Details>
  }
  /** What was expected, to follow the word "expected". */
  readonly words: (details: Details) => string
  /** What was seen in a letter instead, where there is more to say than how long it is. */
  readonly sawIn?: (letter: LetterFound, details: Details) => string | undefined
  /** What was seen in the data of an answer instead, beside how it ended. */
  readonly sawAmong?: (answer: Answer, details: Details) => readonly string[]
}

export function expectation<Details>(
  axis: 'decision' | 'form',
  row: Omit<Expectation<Details>, 'axis'>,
): Expectation<Details> {
  return { axis, ...row }
}

export function decision<Details>(row: Omit<Expectation<Details>, 'axis'>): Expectation<Details> {
  return expectation('decision', row)
}
