import { isDeepStrictEqual } from 'node:util'
import type { ClaimRecord, Evidence } from '#evidence'
import { printable } from '../evidence/printable.ts'
import { verdictWords } from '../../reports/words.ts'
import { describeExpected, describeSeen, judge, judgeClaim } from '../evidence/judge.ts'
import { exitCodeOf } from '../evidence/verdict.ts'
import type { PlayResult } from '../run/play.ts'
import { replay, replayPlan } from '../run/replay.ts'
import { mayPlay } from './consent.ts'
import { exitCodes } from './exit.ts'
import { listensForCtrlC } from './interrupt.ts'
import { asJson, type Io } from './io.ts'
import { givenPath } from './paths.ts'
import { readEvidenceFile } from './stored.ts'
import { chooseTarget } from './targets.ts'

export interface ReplayOptions {
  readonly target: string
  readonly patience?: number
  readonly pace?: number
  readonly yes?: boolean
  readonly json?: boolean
  readonly strict?: boolean
}

/**
 * `mailspec replay`: replays the steps of stored evidence on a target, by default the reference server, and shows its
 * claims beside the stored ones.
 *
 * @throws UsageError for what is not evidence, and for an unknown target
 */
export async function replayStored(path: string, options: ReplayOptions, io: Io): Promise<number> {
  const stored = readEvidenceFile(givenPath(path))
  const chosen = chooseTarget(options.target, options)
  mayPlay(await replayPlan(stored, chosen.target), chosen, options, io)
  using interrupt = listensForCtrlC(io)
  const result = await replay(stored, chosen.target, { signal: interrupt.signal })
  io.out(options.json ? asJson({ stored: judge(stored), replayed: asData(result) }) : asText(stored, result))
  if (interrupt.signal.aborted) return exitCodes.interrupted
  return exitCodeOf([result.verdict], { strict: options.strict ?? false })
}

const asData = (result: PlayResult): unknown => ({ ...result, scenario: result.scenario.id })

function asText(stored: Evidence, replayed: PlayResult): string {
  const before = judge(stored)
  const width = Math.max(stored.target.length, replayed.target.length) + ' again'.length
  const names = [`${stored.target} then`, `${replayed.target} now`].map((name) => name.padEnd(width))
  const [then = '', now = ''] = names
  const verdict = (
    name: string,
    { verdict: word, reasons }: Pick<PlayResult, 'verdict' | 'reasons'>,
  ): string[] => [
    `${name}  ${verdictWords[word].symbol} ${word}`,
    ...reasons
      .filter(({ kind }) => kind !== 'claim')
      .map(({ need, text }) =>
        printable(`${' '.repeat(width)}  ${need === undefined ? '' : `${need}: `}${text}`),
      ),
  ]
  const claims = stored.claims.flatMap((claim, index) => {
    const other = replayed.evidence?.claims.find((each) => isSame(each, claim))
    return [
      '',
      `claim ${index + 1}: ${describeExpected(claim.expected)}`,
      `  ${then}  ${seen(claim)}`,
      `  ${now}  ${other ? seen(other) : '– the story did not get this far'}`,
    ]
  })
  return [
    `${printable(stored.scenario)}: ${printable(stored.head.title)}`,
    ...verdict(then, before),
    ...verdict(now, replayed),
    ...claims,
    '',
  ].join('\n')
}

/** Tells whether it is the same claim made again; parts that were split by weight count as one. */
const isSame = (one: ClaimRecord, other: ClaimRecord): boolean =>
  one.step === other.step &&
  one.where === other.where &&
  isDeepStrictEqual(one.told ?? one.expected, other.told ?? other.expected)

const symbols = { holds: '✓', broken: '✗', unknown: '?' } as const

const seen = (claim: ClaimRecord): string =>
  `${symbols[judgeClaim(claim)]} ${printable(describeSeen(claim.subject, claim.expected))}`
