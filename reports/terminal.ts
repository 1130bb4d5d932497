import { styleText } from 'node:util'
import { printable } from '../scenarios/evidence/printable.ts'
import { notPlayedLines } from './not-played.ts'
import { playsOf } from './plays.ts'
import type { ClauseEntry, Results, ScenarioResult, Verdict } from './results.ts'
import {
  againLines,
  durationInWords,
  isExpected,
  isStale,
  reasonLines,
  shownVerdicts,
  verdictWords,
  whenInWords,
} from './words.ts'

type Format = Parameters<typeof styleText>[0]

const colours: Readonly<Record<Verdict, Format>> = {
  conforms: 'green',
  deviates: 'yellow',
  violates: 'red',
  inconclusive: 'magenta',
  unsupported: 'gray',
  faulty: ['bold', 'red'],
}

/**
 * The results as lines for a terminal: each scenario that did not conform with its reasons, a count of verdicts
 * for each target, and one closing sentence.
 *
 * @param colour write colours; without it the text is plain
 * @param folder where the run was written, for the commands that play something again
 */
export function terminalSummary(
  results: Results,
  { colour = false, folder }: { readonly colour?: boolean; readonly folder?: string } = {},
): string {
  const paint = (format: Format, text: string): string =>
    colour ? styleText(format, text, { validateStream: false }) : text
  return [
    ...troubleLines(results, paint, folder),
    ...targetLines(results, paint),
    ...notPlayed(results).map((line) => paint('gray', line)),
    ...disturbedLine(results),
    closingLine(results),
    '',
  ].join('\n')
}

type Paint = (format: Format, text: string) => string

function troubleLines(
  { scenarios, targets }: Results,
  paint: Paint,
  folder: string | undefined,
): readonly string[] {
  const width = Math.max(...targets.map(({ name }) => name.length), 0)
  const lines = scenarios.flatMap(({ id, results }) =>
    results
      .flatMap(playsOf)
      .filter(({ result }) => isTrouble(result))
      .flatMap(({ result, by }) => [
        `${label(result, paint)}  ${printable(result.target).padEnd(width)}  ${printable(id)}${printable(whenInWords(by))}`,
        ...reasonLines(result).map((reason) => paint('dim', `    ${reason}`)),
        ...shortened(againLines(result, targets, folder && `${folder}/`)).map((line) =>
          paint('dim', `    ${line}`),
        ),
      ]),
  )
  return lines.length === 0 ? [] : [...lines, '']
}

/** Of a long story the end is shown; the whole of it is in the report. */
const shortened = (lines: readonly string[]): readonly string[] =>
  lines.length <= mostLines
    ? lines
    : [...lines.slice(0, 1), '  # the lines before are in the report', ...lines.slice(2 - mostLines)]

const mostLines = 20

const isTrouble = (result: ScenarioResult): boolean =>
  isStale(result) || (!['conforms', 'unsupported'].includes(result.verdict) && !isExpected(result))

const longest = Math.max(...shownVerdicts.map((verdict) => verdict.length))

const label = ({ verdict }: ScenarioResult, paint: Paint): string =>
  `${paint(colours[verdict], `${verdictWords[verdict].symbol} ${verdict}`)}${' '.repeat(longest - verdict.length)}`

function targetLines({ targets }: Results, paint: Paint): readonly string[] {
  const width = Math.max(...targets.map(({ name }) => name.length), 0)
  return targets.map(({ name, totals }) => {
    const parts = shownVerdicts
      .filter((verdict) => totals[verdict] > 0)
      .map((verdict) =>
        paint(colours[verdict], `${verdictWords[verdict].symbol} ${totals[verdict]} ${verdict}`),
      )
    return `${paint('bold', printable(name).padEnd(width))}  ${parts.length === 0 ? 'nothing was played' : parts.join('   ')}`
  })
}

/** Why scenarios were not played on the one target of a run; of several targets the report tells. */
function notPlayed({ scenarios, targets }: Results): readonly string[] {
  if (targets.length > 1) return []
  const unsupported = scenarios.flatMap(({ results }) =>
    results.filter(({ verdict }) => verdict === 'unsupported'),
  )
  return notPlayedLines(
    unsupported.map(({ reasons }) => reasons.map(({ need = 'unsupported', text: why }) => ({ need, why }))),
  )
}

/** What became of the scenarios that were played again, disturbed; no line where none was. */
function disturbedLine({ scenarios }: Results): readonly string[] {
  const all = scenarios.flatMap(({ results }) => results.flatMap(({ disturbed }) => disturbed ?? []))
  if (all.length === 0) return []
  const held = all.flatMap((one) => one.held)
  const broken = all.flatMap((one) => one.broken).length
  const untold = all.flatMap((one) => one.untold).length
  const rest = [
    ...(broken > 0 ? [`another in ${broken}`] : []),
    ...(untold > 0 ? [`no verdict in ${untold}`] : []),
  ]
  return [
    `disturbed in ${counted(new Set(held).size, 'way')}: the same verdict in ${counted(held.length, 'play')}` +
      rest.map((each) => `, ${each}`).join(''),
  ]
}

/** How much was played, and of each kind of clause how many this run has decided. */
function closingLine({ run, scenarios, targets, clauses }: Results): string {
  const rfc = clauses.filter(({ product }) => /^rfc\d/.test(product))
  const implied = clauses.filter((clause) => clause.implied)
  const stated = clauses.filter((clause) => !clause.implied && !rfc.includes(clause))
  const decided = [
    `${decidedAmong(stated)} of ${counted(stated.length, 'clause')}`,
    ...(implied.length > 0 ? [`${decidedAmong(implied)} of ${implied.length} implied`] : []),
    ...(rfc.length > 0 ? [`${decidedAmong(rfc)} of ${counted(rfc.length, 'RFC rule')}`] : []),
  ]
  const end = run.complete ? '' : ' The run ended before everything planned was played.'
  return (
    `${counted(scenarios.length, 'scenario')} on ${counted(targets.length, 'target')}` +
    ` in ${durationInWords(run.durationMs)}; decided ${decided.join(', ')}.${end}`
  )
}

const decidedAmong = (clauses: readonly ClauseEntry[]): number =>
  clauses.filter(({ results }) => results.some(({ verdict }) => decisions.has(verdict))).length

/** The verdicts that tell whether a clause holds. */
const decisions: ReadonlySet<Verdict> = new Set(['conforms', 'deviates', 'violates'])

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`
