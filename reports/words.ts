import { printable } from '../scenarios/evidence/printable.ts'
import { word } from '../scenarios/evidence/again/shell.ts'
import type { ClauseResult, Results, ScenarioResult, Verdict } from './results.ts'

interface VerdictWords {
  readonly symbol: string
  /** When it applies, in one sentence. */
  readonly meaning: string
  /** What it means for the reader. */
  readonly advice: string
}

/** Every verdict, worst first, with its sign and what it means; colour alone never tells them apart. */
export const verdictWords: Readonly<Record<Verdict, VerdictWords>> = {
  faulty: {
    symbol: '!',
    meaning: 'The suite itself failed while it played the scenario.',
    advice: 'The target is not to blame, and nothing is known about it.',
  },
  violates: {
    symbol: '✗',
    meaning: 'The target broke a requirement of a clause.',
    advice: 'Mail was accepted, refused or delivered where the manual promises something else.',
  },
  inconclusive: {
    symbol: '?',
    meaning: 'The scenario could not be played to its end, so it proves nothing.',
    advice: 'A preparatory step was refused, or a connection was lost.',
  },
  deviates: {
    symbol: '≈',
    meaning: 'Every decision is right, but a reply code, a text or a recommendation differs.',
    advice: 'Users will not notice; programs that read replies may.',
  },
  conforms: {
    symbol: '✓',
    meaning: 'Every claim holds.',
    advice: 'Each refusal was seen next to an acceptance that differs in one thing.',
  },
  unsupported: {
    symbol: '–',
    meaning: 'The target lacks something the scenario needs, so it was not played.',
    advice: 'The reason is stated; it is never guessed from a failure.',
  },
}

/** Worst first. */
export const verdicts: readonly Verdict[] = [
  'faulty',
  'violates',
  'inconclusive',
  'deviates',
  'conforms',
  'unsupported',
]

/** As they are shown: best first, what was not played last. */
export const shownVerdicts: readonly Verdict[] = [
  'conforms',
  'deviates',
  'inconclusive',
  'violates',
  'faulty',
  'unsupported',
]

/** Tells whether the verdict is the one its owner has declared, so that it does not count. */
export const isExpected = ({ verdict, expected }: ScenarioResult): boolean => expected?.verdict === verdict

/** Tells whether a different verdict was declared, so that the declaration must be removed. */
export const isStale = ({ verdict, expected }: ScenarioResult): boolean =>
  expected !== undefined && expected.verdict !== verdict

/** How test runners would call a result. */
export type Outcome = 'passed' | 'failed' | 'error' | 'skipped'

/** Puts a result in the terms of test runners. A declared verdict is skipped, a stale declaration fails. */
export function outcomeOf(result: ScenarioResult): Outcome {
  if (isStale(result)) return 'failed'
  if (isExpected(result) && result.verdict !== 'conforms') return 'skipped'
  return outcomes[result.verdict]
}

const outcomes: Readonly<Record<Verdict, Outcome>> = {
  conforms: 'passed',
  deviates: 'passed',
  violates: 'failed',
  inconclusive: 'error',
  faulty: 'error',
  unsupported: 'skipped',
}

/** Why a result is what it is, one line each, its declaration included. */
export const reasonLines = (result: ScenarioResult): readonly string[] =>
  [
    ...result.reasons.map(({ need, text }) => (need === undefined ? text : `${need}: ${text}`)),
    ...(result.expected && isExpected(result) ? [`declared: ${result.expected.reason}`] : []),
    ...(result.expected && isStale(result)
      ? [`declared as ${result.expected.verdict}, which no longer holds`]
      : []),
  ].map((line) => printable(line))

/** Under which disturbances a play was, after what it came to: `, when disturbed by another-helo-each-session`. */
export const whenInWords = (by: readonly string[]): string =>
  by.length === 0 ? '' : `, when disturbed by ${by.join(' and ')}`

/** What disturbances did to a clause: `also disturbed in 9 ways`, `violates when disturbed by …`. Empty without any. */
export const disturbedInWords = ({ ways, when }: NonNullable<ClauseResult['disturbed']>): string =>
  [
    ...(ways > 0 ? [`also disturbed in ${ways === 1 ? 'one way' : `${ways} ways`}`] : []),
    ...(when.length > 0 ? [`violates when disturbed by ${when.join(', ')}`] : []),
  ].join('; ')

/** How a command names a target of a run: by the file that describes it, or else by its name. */
export const targetWord = (targets: Results['targets'], name: string): string =>
  word(targets.find((target) => target.name === name)?.file ?? name)

/** The command that plays the steps of evidence again on a target, as a command names it. */
export const replayCommand = (evidence: string, target: string): string =>
  `pnpm mailspec replay ${word(evidence)} --target ${target}`

/**
 * How to reproduce a result, one line each: shell commands for its first claim that does not hold, and the command that
 * replays its steps. Nothing if nothing was played or every claim holds.
 *
 * @param targets the targets of the run
 * @param folder where the run was written, ending in a slash; without it paths are within that folder
 */
export function againLines(
  { reasons, evidence, target }: ScenarioResult,
  targets: Results['targets'],
  folder = '',
): readonly string[] {
  if (evidence === null || reasons.length === 0) return []
  const shell = reasons.find(({ reproduce }) => reproduce !== undefined)?.reproduce
  return [
    'reproduce it:',
    ...(shell === undefined ? [] : shell.split('\n').map((line) => `  ${line}`)),
    `  ${replayCommand(`${folder}${evidence}`, targetWord(targets, target))}`,
  ].map((line) => printable(line))
}

const clockWords: Readonly<Record<string, string>> = {
  virtual: 'virtual clock',
  turned: 'clock set by mailspec',
  waiting: 'real clock',
  none: 'real clock, no waiting',
}

/** How time passes at a target, in words; an unknown kind of clock is shown by its name. */
export const clockInWords = (clock: string): string => clockWords[clock] ?? `${clock} clock`

/** A duration in the unit a person would choose: `0.4 s`, `29 min 59.999 s`, `3 h`, `35 d`. */
export function durationInWords(ms: number): string {
  if (ms < 10) return `${Math.round(ms * 10) / 10} ms`
  if (ms < 1000) return `${Math.round(ms)} ms`
  const [days, hours, minutes] = [
    Math.floor(ms / 86_400_000),
    Math.floor(ms / 3_600_000) % 24,
    Math.floor(ms / 60_000) % 60,
  ]
  const seconds = Math.round(ms % 60_000) / 1000
  const rounded = ms < 60_000 ? Math.round(seconds * 100) / 100 : seconds
  const parts = [
    days && `${days} d`,
    hours && `${hours} h`,
    minutes && `${minutes} min`,
    rounded && `${rounded} s`,
  ]
  return parts.filter((part) => part !== 0).join(' ')
}
