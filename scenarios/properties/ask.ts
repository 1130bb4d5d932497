import { HarnessFault } from '../evidence/faults.ts'
import { planFor } from '../run/plan/plan.ts'
import { openRunner } from '../run/play.ts'
import { samplesFor, type KeptCounterexample } from './counterexample.ts'
import type { Impact } from '../clauses/impact.ts'
import type { Question } from './properties.ts'
import { search, type Searched, type Tally } from './search.ts'
import type { Stage } from './stage.ts'

/** What a property came to in a setting. */
export interface Answer extends Searched {
  readonly question: Question
}

export interface Asking {
  readonly stage: Stage
  readonly questions: readonly Question[]
  /** How many stories for each question. */
  readonly runs: number
  readonly impact: Impact
  readonly kept: readonly KeptCounterexample[]
  /** Whether a surprise is known of the target. */
  readonly isDeclared: (question: Question, surprise: string) => boolean
  readonly onStory?: (question: Question, soFar: Tally) => void
  readonly onAnswer?: (answer: Answer) => void
}

/** Enough to find the shortest where a story takes milliseconds, and a matter of minutes where it takes seconds. */
const shortening = { virtual: 400, other: 60 }

/**
 * Asks a target one question after the other. It is greeted first, and once more after what could not be told.
 *
 * @throws HarnessFault when the canary is not caught
 */
export async function ask(asking: Asking): Promise<readonly Answer[]> {
  const { stage, questions, runs, impact, kept, isDeclared, onStory, onAnswer } = asking
  const { target, seed, signal } = stage
  const runner = await openRunner(planFor([], target, seed), signal ? { signal } : {})
  const answers: Answer[] = []
  let trouble = await runner.answers()
  for (const question of questions) {
    if (signal?.aborted) break
    const { property, setting } = question
    const searched: Searched =
      trouble === undefined
        ? await search(property, setting, {
            stage,
            runs,
            seed,
            impact,
            examples: samplesFor(property, setting.name, kept),
            isDeclared: (surprise) => isDeclared(question, surprise),
            shortening: target.clock === 'virtual' ? shortening.virtual : shortening.other,
            onStory: (soFar) => onStory?.(question, soFar),
          })
        : { stories: 0, outcomes: 0, accepted: 0, declared: new Map(), verdict: 'inconclusive', why: trouble }
    if (searched.verdict === 'inconclusive' && trouble === undefined) trouble = await runner.answers()
    const answer = { question, ...searched }
    answers.push(answer)
    onAnswer?.(answer)
  }
  const afterwards = await runner.close()
  if (afterwards !== undefined && trouble === undefined) throw new HarnessFault(afterwards)
  return answers
}
