import { expect } from 'vitest'
import { referenceTarget } from '../scenarios/targets/reference/target.ts'
import { answerInWords } from '../scenarios/cli/properties-text.ts'
import { samplesFor } from '../scenarios/properties/counterexample.ts'
import { readKept, writeCounterexample } from '../scenarios/properties/files.ts'
import { questions, type Question } from '../scenarios/properties/properties.ts'
import { search, type Searched } from '../scenarios/properties/search.ts'
import { outFolder } from '../scenarios/run/environment.ts'
import type { Target } from '../scenarios/targets/target.ts'
import { seed } from './runs.ts'

const kept = readKept()

/** The questions of one property, or all others, by their ids. */
export const questionsOf = (isAsked: (property: string) => boolean): readonly [string, Question][] =>
  questions.filter(({ property }) => isAsked(property.name)).map((question) => [question.id, question])

/** @throws RangeError for an id that no question has */
export function questionCalled(id: string): Question {
  const found = questions.find((question) => question.id === id)
  if (!found) throw new RangeError(`there is no question ${id}`)
  return found
}

interface Asked {
  readonly runs: number
  /** A reference server of another kind: with faults, or with a clock of its own. */
  readonly target?: Target
  /** What it is begun with, if it is to find the same whatever the seed of the run. */
  readonly seed?: number
  /** How many stories may be told to make one shorter. */
  readonly shortening?: number
}

/** Asks a reference server; of one that is all right, the kept counterexamples too. */
export function askReference({ property, setting }: Question, asked: Asked): Promise<Searched> {
  const { runs, target, seed: given = seed, shortening = 400 } = asked
  return search(property, setting, {
    stage: { target: target ?? referenceTarget(), seed: given },
    runs,
    seed: given,
    impact: 'blocks-client',
    examples: target ? [] : samplesFor(property, setting.name, kept),
    shortening,
  })
}

/** Expects that it holds, and otherwise shows the story and where it is. */
export async function expectToHold(question: Question, runs: number): Promise<Searched> {
  const searched = await askReference(question, { runs })
  const folder = `${outFolder}/properties/reference`
  const written =
    searched.found && writeCounterexample(question, searched.found, { folder, on: 'reference', seed })
  if (searched.verdict !== 'conforms') {
    const shown = { answer: { question, ...searched }, declared: [], ...(written && { written }) }
    expect.fail(answerInWords(shown, 'reference'))
  }
  return searched
}
