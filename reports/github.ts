import { printable } from '../scenarios/evidence/printable.ts'
import type { Results, ScenarioEntry, ScenarioResult } from './results.ts'
import { playsOf, type PlayOfResult } from './plays.ts'
import {
  durationInWords,
  isExpected,
  isStale,
  reasonLines,
  shownVerdicts,
  verdictWords,
  whenInWords,
} from './words.ts'

const mostFailures = 50

/** A run in Markdown, for the summary of a job: totals of each target, and what did not conform with its reasons. */
export function stepSummary({ run, targets, scenarios }: Results): string {
  const failures = scenarios.flatMap((scenario) =>
    scenario.results
      .flatMap(playsOf)
      .filter(({ result }) => isTrouble(result))
      .map((play) => ({ scenario, ...play })),
  )
  const head = ['target', ...shownVerdicts.map((verdict) => `${verdictWords[verdict].symbol} ${verdict}`)]
  return [
    `### mailspec: ${targets.map(({ name }) => inline(name)).join(', ')}`,
    '',
    row(head),
    row(head.map((_, index) => (index === 0 ? ':--' : '--:'))),
    ...targets.map(({ name, totals }) =>
      row([inline(name), ...shownVerdicts.map((verdict) => String(totals[verdict]))]),
    ),
    '',
    ...failures.slice(0, mostFailures).flatMap(({ scenario, ...play }) => failureLines(scenario, play)),
    ...(failures.length > mostFailures
      ? ['', `${failures.length - mostFailures} more are in the report.`]
      : []),
    '',
    `Run ${inline(run.id)}, seed ${run.seed}, in ${durationInWords(run.durationMs)}.${run.complete ? '' : ' **It ended before everything planned was played.**'}`,
    '',
  ].join('\n')
}

/** Workflow commands that mark, in the stories, the claims that do not hold; one line each. */
export const annotations = ({ scenarios }: Results): readonly string[] =>
  scenarios.flatMap((scenario) =>
    scenario.results
      .flatMap(playsOf)
      .filter(({ result }) => isTrouble(result))
      .flatMap(({ result, by }) =>
        result.reasons
          .filter(({ kind }) => kind === 'claim')
          .map(({ text, where = '' }) => {
            const [, file, line] = /^(.+):(\d+)$/.exec(where) ?? []
            const level = result.verdict === 'violates' || result.verdict === 'faulty' ? 'error' : 'warning'
            const place = file === undefined ? '' : `file=${property(file)},line=${line},`
            const title = property(`${scenario.id} ${result.verdict} on ${result.target}${whenInWords(by)}`)
            return `::${level} ${place}title=${title}::${data(printable(text))}`
          }),
      ),
  )

const isTrouble = (result: ScenarioResult): boolean =>
  isStale(result) || (!['conforms', 'unsupported'].includes(result.verdict) && !isExpected(result))

const failureLines = ({ id, title }: ScenarioEntry, { result, by }: PlayOfResult): readonly string[] => [
  `- ${verdictWords[result.verdict].symbol} **${result.verdict}** on ${inline(result.target)}: ${inline(id)}, ${escaped(title)}${escaped(whenInWords(by))}`,
  ...reasonLines(result).map((reason) => `  - ${escaped(reason)}`),
]

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`

/** Escapes text from elsewhere, so that nothing in it becomes markup. */
const escaped = (text: string): string =>
  printable(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/[\\`*_{}[\]()#+!|~@]/g, '\\$&')

const inline = (text: string): string => `\`${printable(text).replace(/[`|]/g, "'")}\``

/** Workflow commands end at the line's end, and a percent sign begins an escape. */
const data = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')

const property = (text: string): string => data(printable(text)).replaceAll(':', '%3A').replaceAll(',', '%2C')
