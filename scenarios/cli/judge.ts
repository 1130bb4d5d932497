import { printable } from '../evidence/printable.ts'
import { verdictWords } from '../../reports/words.ts'
import { judge } from '../evidence/judge.ts'
import { exitCodeOf, type Judgment, type Verdict } from '../evidence/verdict.ts'
import { isWhatWasExpected } from '../run/report/expected.ts'
import type { Evidence } from '#evidence'
import { asJson, type Io } from './io.ts'
import { givenPath, shortPath } from './paths.ts'
import { isFolder, readEvidenceFile, readRunFolder, type StoredRun } from './stored.ts'

export interface JudgeOptions {
  readonly json?: boolean
  readonly strict?: boolean
}

/** Evidence judged again. */
interface Rejudged extends Judgment {
  readonly file: string
  readonly scenario: string
  readonly target: string
  /** The verdict that results.json has, where the evidence lies in a run. */
  readonly stored?: Verdict
  /** Its owner declared this verdict. */
  readonly expected?: true
}

/**
 * `mailspec judge`: judges stored evidence again, from the evidence alone, and shows where the verdict differs from the
 * stored one.
 *
 * @throws UsageError for what is not evidence
 */
export async function judgeStored(paths: readonly string[], options: JudgeOptions, io: Io): Promise<number> {
  const judged = paths
    .map(givenPath)
    .flatMap((path) =>
      isFolder(path) ? judgeRun(readRunFolder(path)) : [judgeOne(path, readEvidenceFile(path))],
    )
  io.out(options.json ? asJson(judged) : asText(judged))
  const counting = judged.filter(({ expected }) => expected !== true).map(({ verdict }) => verdict)
  return exitCodeOf(counting, { strict: options.strict ?? false })
}

const judgeOne = (file: string, evidence: Evidence): Rejudged => ({
  file: shortPath(file),
  scenario: evidence.scenario,
  target: evidence.target,
  ...judge(evidence),
})

function judgeRun({ folder, results, evidence }: StoredRun): readonly Rejudged[] {
  const entries = (results?.scenarios ?? []).flatMap(({ results: those }) => those)
  return [...evidence].map(([path, record]) => {
    const judged = judgeOne(`${folder}/${path}`, record)
    const entry = entries.find((one) => one.evidence === path)
    if (!entry) return judged
    const declared = entry.expected && isWhatWasExpected({ ...entry, ...judged }, entry.expected)
    return { ...judged, stored: entry.verdict, ...(declared && { expected: true }) }
  })
}

function asText(judged: readonly Rejudged[]): string {
  const lines = judged.flatMap((one) => {
    const { verdict, scenario, target, reasons, stored, expected } = one
    const declared = expected ? ', as declared' : ''
    return [
      `${verdictWords[verdict].symbol} ${verdict.padEnd(12)}  ${printable(scenario)} on ${printable(target)}${declared}`,
      ...reasons.map(({ text }) => `    ${printable(text)}`),
      ...(differs(one) ? [`    results.json says ${stored}`] : []),
    ]
  })
  const differing = judged.filter(differs).length
  const known = judged.filter(({ stored }) => stored !== undefined).length
  const compared =
    known === 0 ? '' : differing === 0 ? ', all as in results.json' : `, ${differing} not as in results.json`
  return [...lines, '', `${judged.length} judged${compared}`, ''].join('\n')
}

const differs = ({ stored, verdict }: Rejudged): boolean => stored !== undefined && stored !== verdict
