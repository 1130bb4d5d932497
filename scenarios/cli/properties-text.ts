import { replayCommand } from '../../reports/words.ts'
import type { Answer } from '../properties/ask.ts'
import { declarationOf, type Declared } from '../properties/declared.ts'
import type { Written } from '../properties/files.ts'
import { shortPath } from './paths.ts'

/** An answer, and where its counterexample was written. */
export interface Shown {
  readonly answer: Answer
  readonly declared: readonly Declared[]
  readonly written?: Written
}

/** An answer as people read it, one line unless there is a story to tell. */
export function answerInWords({ answer, declared, written }: Shown, target: string): string {
  const { question, verdict, why, found } = answer
  const lines = [
    `${verdict.padEnd(12)}  ${question.id}: ${question.property.title}${why === undefined ? '' : `, because ${why}`}${extent(answer)}`,
    ...(answer.ended === undefined ? [] : [`    no more stories: ${answer.ended}`]),
    ...knownIn({ answer, declared }),
  ]
  if (found && written) {
    lines.push(
      ...(found.tellings.at(-1)?.words ?? []).map((line) => `    ${line}`),
      `    ${found.surprise}`,
      `  again:   ${replayCommand(shortPath(written.evidence), target)}`,
      `  to keep: cp ${shortPath(written.sample)} fixtures/counterexamples/${written.keepAs}`,
    )
  }
  return `${lines.join('\n')}\n`
}

const extent = ({ stories, outcomes, accepted }: Answer): string =>
  stories === 0
    ? ''
    : ` (${stories} ${stories === 1 ? 'story' : 'stories'}, ${outcomes} outcomes, ${accepted} accepted)`

/** What was met that is declared, once for each declaration. */
function knownIn({ answer, declared }: Omit<Shown, 'written'>): readonly string[] {
  const met = Map.groupBy(answer.declared, ([surprise]) => declarationOf(declared, answer.question, surprise))
  return [...met].flatMap(([declaration, surprises]) => {
    const times = surprises.reduce((sum, [, count]) => sum + count, 0)
    return declaration
      ? [`    declared, met ${times === 1 ? 'once' : `${times} times`}: ${declaration.reason}`]
      : []
  })
}

/** An answer as programs read it. */
export const answerAsData = ({ answer, written }: Shown) => {
  const { question, verdict, why, stories, outcomes, accepted, declared, found, ended } = answer
  return {
    id: question.id,
    title: question.property.title,
    verdict,
    ...(why !== undefined && { why }),
    ...(ended !== undefined && { ended }),
    stories,
    outcomes,
    accepted,
    declared: [...declared].map(([claim, times]) => ({ claim, times })),
    ...(found &&
      written && {
        counterexample: {
          words: found.tellings.at(-1)?.words ?? [],
          surprise: found.surprise,
          evidence: written.evidence,
          sample: written.sample,
        },
      }),
  }
}
