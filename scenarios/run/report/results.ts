import type { Scenario } from '#dsl'
import { assembleResults, type Played } from '../../../reports/assemble.ts'
import { ledgerOf } from '../../../reports/ledger.ts'
import type { Results } from '../../../reports/results.ts'
import type { RunWriter } from '../../../reports/write.ts'
import type { DisturbedPlay } from '../disturbed/disturbed-story.ts'
import type { PlayResult } from '../play.ts'
import { named, type NamedTarget } from './told-play.ts'

/** One play as it goes into a report: where its evidence was written, if it was played. */
export interface RecordedPlay {
  readonly result: PlayResult
  readonly evidence: string | null
  /** The same of the disturbed plays that came to another verdict. */
  readonly broken?: readonly (DisturbedPlay & { readonly evidence: string | null })[]
}

/** Writes the evidence of a play into its run, if there is any. */
export async function recordedBy(writer: RunWriter, result: PlayResult): Promise<RecordedPlay> {
  const record = async ({ evidence }: PlayResult) => (evidence ? await writer.record(evidence) : null)
  const evidence = await record(result)
  if (!result.disturbed) return { result, evidence }
  const broken = []
  for (const play of result.disturbed.broken) broken.push({ ...play, evidence: await record(play.result) })
  return { result, evidence, broken }
}

/**
 * Puts the outcome of a run into the shape of `results.json`, scenarios in the order of the book.
 *
 * @param book      every scenario there is, played or not: clauses count as tested by citation
 * @param saboteurs clause → the saboteurs known to be noticed
 */
export function resultsOf(
  run: Results['run'],
  targets: readonly NamedTarget[],
  book: readonly Scenario[],
  plays: readonly RecordedPlay[],
  saboteurs: Readonly<Record<string, readonly string[]>> = {},
): Results {
  const place = new Map(book.map(({ id }, index) => [id, index]))
  const placeOf = ({ scenario }: Played): number => place.get(scenario.id) ?? book.length
  return assembleResults({
    run,
    targets: targets.map(named),
    played: plays.map(playedOf).sort((one, other) => placeOf(one) - placeOf(other)),
    ledger: ledgerOf(
      book.map(({ id, clauses }) => ({ scenario: id, clauses })),
      saboteurs,
    ),
  })
}

function playedOf({ result, evidence: path, broken = [] }: RecordedPlay): Played {
  const { scenario, target, durationMs, disturbed } = result
  const { id, title, area, clauses } = scenario
  return {
    scenario: { id, title, area, clauses },
    target,
    durationMs,
    outcome: outcomeOf(result, path),
    ...(disturbed && {
      disturbed: {
        held: disturbed.held.flatMap(({ by }) => by),
        broken: broken.map((play) => ({ by: play.by, outcome: outcomeOf(play.result, play.evidence) })),
        untold: disturbed.untold.map(({ by, result: { reasons } }) => ({
          by,
          why: reasons.map(({ text }) => text).join('; '),
        })),
        passedOver: disturbed.passedOver,
      },
    }),
  }
}

const outcomeOf = (
  { evidence, verdict, decision, form, reasons }: PlayResult,
  path: string | null,
): Played['outcome'] =>
  evidence && path !== null ? { evidence, path } : { judgment: { verdict, decision, form, reasons } }
