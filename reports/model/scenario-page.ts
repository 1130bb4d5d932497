import type { Clause, RfcClause } from '#clauses'
import type { Evidence, Receipt, RecordedHead } from '#evidence'
import type { ReportInput } from '../model.ts'
import type { ScenarioEntry, ScenarioResult } from '../results.ts'
import { playsOf, type PlayOfResult } from '../plays.ts'
import { replayCommand, targetWord } from '../words.ts'
import { claimViews, type ClaimView } from './claims.ts'
import { areaTitle } from './names.ts'
import { letterViews, type LetterView } from './letters.ts'
import { policyRows, type PolicyRow } from './policy-rows.ts'
import { timelineOf, type TimelineItem } from './timeline.ts'
import { visibleMessage } from './wire-text.ts'

/** One scenario, and what it came to on each target. */
export interface ScenarioPage {
  readonly id: string
  readonly title: string
  readonly area: string
  readonly areaTitle: string
  readonly clauses: readonly { readonly id: string; readonly statement: string }[]
  readonly plays: readonly ScenarioPlay[]
}

/** One scenario on one target. */
export interface ScenarioPlay {
  readonly result: ScenarioResult
  /** Absent when nothing was played, or its evidence is missing. */
  readonly record?: PlayRecord
  /** Commands that play it again: the scenario, and where there is evidence, its very steps. */
  readonly commands: readonly string[]
  /** What became of it under disturbances, where the run had any. */
  readonly disturbed?: DisturbedView
}

/** A scenario on one target under disturbances. */
export interface DisturbedView {
  readonly held: readonly string[]
  readonly broken: readonly DisturbedPlayView[]
  readonly untold: readonly { readonly by: readonly string[]; readonly why: string }[]
  readonly passedOver: readonly { readonly disturbance: string; readonly why: string }[]
}

/** A disturbed play that came to another verdict than the plain one. */
export interface DisturbedPlayView {
  readonly result: ScenarioResult
  readonly by: readonly string[]
  readonly commands: readonly string[]
}

export interface PlayRecord {
  readonly head: RecordedHead
  readonly claims: readonly ClaimView[]
  /** Milliseconds since the epoch, on the target's clock. */
  readonly startedAt: number
  readonly timeline: readonly TimelineItem[]
  readonly policy: readonly PolicyRow[]
  /** What arrived outside the target, by place: the sink, and each peer. */
  readonly receipts: ReadonlyMap<string, readonly ReceiptView[]>
  readonly letters: readonly LetterView[]
}

/** A message that arrived at the sink, or at a peer. */
export interface ReceiptView {
  readonly at: number
  readonly reversePath: string
  readonly forwardPaths: readonly string[]
  readonly message: string
  readonly octets: number
  /** True when only its beginning is shown. */
  readonly cut: boolean
}

const mostMessageOctets = 20_000

/** Combines a scenario with its evidence on each target. */
export function scenarioPage(
  entry: ScenarioEntry,
  input: ReportInput,
  texts: ReadonlyMap<string, Clause | RfcClause>,
): ScenarioPage {
  const virtual = new Set(
    input.results.targets.filter(({ clock }) => clock === 'virtual').map(({ name }) => name),
  )
  return {
    id: entry.id,
    title: entry.title,
    area: entry.area,
    areaTitle: areaTitle(entry.area),
    clauses: entry.clauses.map((id) => ({ id, statement: texts.get(id)?.statement ?? '' })),
    plays: entry.results.map((result) => {
      const evidence = result.evidence === null ? undefined : input.evidence.get(result.evidence)
      return {
        result,
        commands: commandsFor(entry.id, { result, by: [] }, input),
        ...(result.disturbed && {
          disturbed: {
            ...result.disturbed,
            broken: playsOf(result)
              .slice(1)
              .map((play) => ({ ...play, commands: commandsFor(entry.id, play, input) })),
          },
        }),
        ...(evidence && { record: recordOf(evidence, virtual.has(result.target)) }),
      }
    }),
  }
}

/** Several disturbances at once are played again only by their evidence: `--disturbed` plays each alone. */
const commandsFor = (
  scenario: string,
  { result, by }: PlayOfResult,
  { results }: ReportInput,
): readonly string[] => [
  ...(by.length > 1
    ? []
    : [
        `pnpm mailspec run ${scenario} --target ${targetWord(results.targets, result.target)} --seed ${results.run.seed}${by.map((name) => ` --disturbed ${name}`).join('')}`,
      ]),
  ...(result.evidence === null
    ? []
    : [replayCommand(result.evidence, targetWord(results.targets, result.target))]),
]

function recordOf(evidence: Evidence, isVirtual: boolean): PlayRecord {
  const timeline = timelineOf(evidence, isVirtual)
  return {
    head: evidence.head,
    claims: claimViews(evidence),
    startedAt: timeline[0]?.at ?? 0,
    timeline,
    policy: policyRows(evidence.policyApplied, evidence.head.policy),
    receipts: new Map([
      ['sink', evidence.sink.map(receiptView)],
      ...Object.entries(evidence.peers ?? {}).map(
        ([role, { receipts }]) => [role, receipts.map(receiptView)] as const,
      ),
    ]),
    letters: letterViews(evidence),
  }
}

const receiptView = ({ message, leftOut = 0, at, reversePath, forwardPaths }: Receipt): ReceiptView => ({
  at,
  reversePath,
  forwardPaths,
  message: visibleMessage(message.slice(0, mostMessageOctets)),
  octets: message.length + leftOut,
  cut: message.length + leftOut > mostMessageOctets,
})
