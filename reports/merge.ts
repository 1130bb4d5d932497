import type { Evidence } from '#evidence'
import { assembleResults, type LedgerEntry, type Played } from './assemble.ts'
import type { Results, ScenarioEntry, ScenarioResult } from './results.ts'

/** A run to merge with others: its results, and its evidence by the path that the results name. */
export interface MergeInput {
  /** What it is called in problems. */
  readonly name: string
  readonly results: Results
  readonly evidence: ReadonlyMap<string, Evidence>
}

/**
 * Merges runs: shards of one target, or several targets.
 *
 * @returns the merged results, or every reason why they cannot be merged, one line each
 */
export function mergeRuns(
  id: string,
  inputs: readonly MergeInput[],
):
  | { readonly results: Results; readonly problems?: never }
  | { readonly problems: readonly string[]; readonly results?: never } {
  const [first] = inputs
  if (!first) return { problems: ['there is nothing to merge'] }
  const plays = inputs.flatMap(playsIn)
  const kept = [...Map.groupBy(plays, keyOf).values()].flatMap(([one]) => one ?? [])
  const problems = [
    ...disagreements('seed', inputs, ({ results }) => String(results.run.seed)),
    ...disagreements('version', inputs, ({ results }) => results.run.suite),
    ...softwareProblems(inputs),
    ...duplicateProblems(plays),
  ]
  if (problems.length > 0) return { problems }
  const runs = inputs.map(({ results }) => results.run)
  const results = assembleResults({
    run: {
      id,
      suite: first.results.run.suite,
      startedAt: runs.map(({ startedAt }) => startedAt).sort()[0] ?? first.results.run.startedAt,
      durationMs: runs.reduce((sum, { durationMs }) => sum + durationMs, 0),
      seed: first.results.run.seed,
      complete: runs.every(({ complete }) => complete) && missingShards(inputs).length === 0,
    },
    targets: [
      ...new Map(
        inputs.flatMap(({ results: { targets } }) => targets).map((each) => [each.name, each]),
      ).values(),
    ],
    played: kept
      .map(({ played }) => played)
      .sort((one, other) =>
        one.scenario.id < other.scenario.id ? -1 : one.scenario.id > other.scenario.id ? 1 : 0,
      ),
    ledger: ledgerOfAll(inputs),
  })
  return { results }
}

interface Play {
  readonly from: string
  readonly entry: ScenarioResult
  readonly played: Played
}

const playsIn = ({ name, results, evidence }: MergeInput): readonly Play[] =>
  results.scenarios.flatMap((scenario) =>
    scenario.results.map((entry) => ({ from: name, entry, played: playedOf(scenario, entry, evidence) })),
  )

function playedOf(
  { id, title, area, clauses }: ScenarioEntry,
  entry: ScenarioResult,
  evidence: MergeInput['evidence'],
): Played {
  const { target, durationMs, expected, disturbed } = entry
  return {
    scenario: { id, title, area, clauses },
    target,
    durationMs,
    outcome: outcomeOf(entry, evidence),
    ...(expected && { expected }),
    ...(disturbed && {
      disturbed: {
        ...disturbed,
        broken: disturbed.broken.map((play) => ({
          by: play.by,
          outcome: outcomeOf({ ...play, decision: null, form: null }, evidence),
        })),
      },
    }),
  }
}

/** What came of a play: its evidence, or what results say of it. */
function outcomeOf(
  {
    verdict,
    decision,
    form,
    reasons,
    evidence: path,
  }: Pick<ScenarioResult, 'verdict' | 'decision' | 'form' | 'reasons' | 'evidence'>,
  evidence: MergeInput['evidence'],
): Played['outcome'] {
  const record = path === null ? undefined : evidence.get(path)
  if (path !== null && record) return { evidence: record, path }
  const plain = reasons.map(({ kind, need, text }) => ({ kind, text, ...(need !== undefined && { need }) }))
  return { judgment: { verdict, decision, form, reasons: plain } }
}

const keyOf = ({ played }: Play): string => `${played.scenario.id} on ${played.target}`

const disagreements = (
  what: string,
  inputs: readonly MergeInput[],
  valueOf: (input: MergeInput) => string,
): readonly string[] =>
  new Set(inputs.map(valueOf)).size <= 1
    ? []
    : [`runs of different ${what}: ${inputs.map((input) => `${valueOf(input)} in ${input.name}`).join(', ')}`]

function softwareProblems(inputs: readonly MergeInput[]): readonly string[] {
  const targets = inputs.flatMap(({ name, results }) =>
    results.targets.map((target) => ({ from: name, target })),
  )
  return [...Map.groupBy(targets, ({ target }) => target.name)].flatMap(([name, those]) => {
    return new Set(those.map(({ target }) => target.software)).size <= 1
      ? []
      : [
          `${name} is not the same everywhere: ${those.map((each) => `${each.target.software} in ${each.from}`).join(', ')}`,
        ]
  })
}

/** The same scenario may occur twice on the same target, if the results are the same. */
const duplicateProblems = (plays: readonly Play[]): readonly string[] =>
  [...Map.groupBy(plays, keyOf)].flatMap(([key, those]) =>
    new Set(those.map(({ entry }) => entry.verdict)).size <= 1
      ? []
      : [
          `${key} came out otherwise: ${those.map(({ entry, from }) => `${entry.verdict} in ${from}`).join(', ')}`,
        ],
  )

/** The missing shards, such as `3/5`, for each target that was played in parts. */
export function missingShards(inputs: readonly MergeInput[]): readonly string[] {
  const shards = inputs.flatMap(({ results: { run, targets } }) =>
    run.shard === undefined ? [] : targets.map(({ name }) => ({ name, shard: run.shard ?? '' })),
  )
  return [...Map.groupBy(shards, ({ name }) => name)].flatMap(([name, those]) => {
    const present = new Set(those.map(({ shard }) => shard))
    const count = Number(those[0]?.shard.split('/')[1])
    return Array.from({ length: count }, (_, index) => `${index + 1}/${count}`)
      .filter((shard) => !present.has(shard))
      .map((shard) => `${shard} of ${name}`)
  })
}

/** What is known of the clauses, by the runs together. */
function ledgerOfAll(inputs: readonly MergeInput[]): readonly LedgerEntry[] {
  const entries = inputs.flatMap(({ results }) => results.clauses)
  return [...Map.groupBy(entries, ({ id }) => id).values()].flatMap((those) => {
    const known = those.find(({ status }) => status === 'tested') ?? those[0]
    if (!known) return []
    const { results: _results, ...entry } = known
    return [{ ...entry, saboteurs: [...new Set(those.flatMap(({ saboteurs }) => saboteurs))] }]
  })
}
