import type { Evidence } from '#evidence'
import { judge, judgeClause } from '../scenarios/evidence/judge.ts'
import { reproduce } from '../scenarios/evidence/again/reproduce.ts'
import { worstOf, type Judgment, type Reason, type Verdict } from '../scenarios/evidence/verdict.ts'
import type {
  ClauseEntry,
  ClauseResult,
  Reason as ReportedReason,
  Results,
  ScenarioEntry,
  ScenarioResult,
  TargetEntry,
  Totals,
} from './results.ts'

/** The outcome of one scenario on one target: its evidence and where it was written, or why there is none. */
export interface Played {
  readonly scenario: Pick<ScenarioEntry, 'id' | 'title' | 'area'> & { readonly clauses: readonly string[] }
  readonly target: string
  readonly durationMs: number
  readonly outcome: { readonly evidence: Evidence; readonly path: string } | { readonly judgment: Judgment }
  readonly expected?: ScenarioResult['expected']
  readonly disturbed?: PlayedDisturbed
}

/** The outcome of one scenario on one target under disturbances. */
export interface PlayedDisturbed {
  readonly held: readonly string[]
  readonly broken: readonly { readonly by: readonly string[]; readonly outcome: Played['outcome'] }[]
  readonly untold: readonly { readonly by: readonly string[]; readonly why: string }[]
  readonly passedOver: readonly { readonly disturbance: string; readonly why: string }[]
}

/** What is known of a clause before anything is played. */
export type LedgerEntry = Omit<ClauseEntry, 'results'>

/** All that `results.json` is computed from. */
export interface RunFindings {
  readonly run: Results['run']
  readonly targets: readonly Omit<TargetEntry, 'totals'>[]
  readonly played: readonly Played[]
  readonly ledger: readonly LedgerEntry[]
}

/** Judges what was played and counts it: the contents of `results.json`, in the order given. */
export function assembleResults({ run, targets, played, ledger }: RunFindings): Results {
  const scenarios = [...Map.groupBy(played, ({ scenario }) => scenario.id).values()].map(scenarioEntry)
  const citing = new Map<string, Played[]>()
  for (const one of played) {
    for (const clause of one.scenario.clauses) citing.set(clause, [...(citing.get(clause) ?? []), one])
  }
  return {
    version: 1,
    run,
    targets: targets.map((target) => ({ ...target, totals: totalsOf(target.name, scenarios) })),
    scenarios,
    clauses: ledger.map((entry) => clauseEntry(entry, citing.get(entry.id) ?? [])),
  }
}

function scenarioEntry(plays: readonly Played[]): ScenarioEntry {
  const [first] = plays
  if (!first) throw new Error('a scenario without a result cannot be reported')
  const { id, title, area, clauses } = first.scenario
  return { id, title, area, clauses: [...clauses], results: plays.map(scenarioResult) }
}

function scenarioResult({ target, durationMs, outcome, expected, disturbed }: Played): ScenarioResult {
  const { reasons, evidence, ...judgment } = judgmentOf(outcome)
  return {
    target,
    ...judgment,
    durationMs,
    evidence,
    ...(expected && { expected }),
    reasons,
    ...(disturbed && { disturbed: disturbedEntry(disturbed) }),
  }
}

function judgmentOf(outcome: Played['outcome']) {
  const evidence = 'evidence' in outcome ? outcome.evidence : undefined
  const { reasons, ...judgment } = 'evidence' in outcome ? judge(outcome.evidence) : outcome.judgment
  return {
    ...judgment,
    evidence: 'evidence' in outcome ? outcome.path : null,
    reasons: reasons.map((reason) => reasonEntry(reason, evidence)),
  }
}

function disturbedEntry(disturbed: PlayedDisturbed): ScenarioResult['disturbed'] {
  return {
    held: [...disturbed.held],
    broken: disturbed.broken.map(({ by, outcome }) => {
      const { verdict, evidence, reasons } = judgmentOf(outcome)
      return { by: [...by], verdict, evidence, reasons }
    }),
    untold: disturbed.untold.map(({ by, why }) => ({ by: [...by], why })),
    passedOver: disturbed.passedOver.map((each) => ({ ...each })),
  }
}

/** A reason as reported: for a claim, where it was made and how to reproduce it. */
function reasonEntry({ claim: index, ...reason }: Reason, evidence: Evidence | undefined): ReportedReason {
  const claim = index === undefined ? undefined : evidence?.claims[index]
  if (!claim || !evidence) return reason
  return { ...reason, where: claim.where, reproduce: reproduce(claim, evidence) }
}

function clauseEntry(entry: LedgerEntry, plays: readonly Played[]): ClauseEntry {
  const byTarget = Map.groupBy(plays, ({ target }) => target)
  const results = [...byTarget].flatMap(([target, those]) => {
    const verdict = worstOf(those.map((play) => clauseVerdict(play, entry.id)))
    return verdict ? [{ target, verdict, ...disturbedClause(those, entry.id) }] : []
  })
  return { ...entry, results }
}

/** How many disturbances changed nothing about a clause, and under which it is violated where it is not otherwise. */
function disturbedClause(plays: readonly Played[], clause: string): Pick<ClauseResult, 'disturbed'> {
  const disturbed = plays.flatMap((play) => (play.disturbed ? [{ ...play, disturbed: play.disturbed }] : []))
  if (disturbed.length === 0) return {}
  const when = disturbed.flatMap((play) =>
    play.disturbed.broken
      .filter(({ outcome }) => {
        const verdict = clauseVerdict({ outcome }, clause)
        return verdict === 'violates' && clauseVerdict(play, clause) !== verdict
      })
      .map(({ by }) => by.join(' with ')),
  )
  const ways = new Set(disturbed.flatMap((play) => play.disturbed.held))
  return {
    disturbed: { ways: [...ways].filter((name) => !when.includes(name)).length, when: [...new Set(when)] },
  }
}

/** What one play says about one clause: the claims that count for it; without evidence, the play's own verdict. */
const clauseVerdict = ({ outcome }: Pick<Played, 'outcome'>, clause: string): Verdict =>
  'evidence' in outcome ? judgeClause(outcome.evidence, clause).verdict : outcome.judgment.verdict

function totalsOf(target: string, scenarios: readonly ScenarioEntry[]): Totals {
  const totals = { conforms: 0, deviates: 0, violates: 0, inconclusive: 0, unsupported: 0, faulty: 0 }
  for (const { results } of scenarios) {
    for (const result of results) if (result.target === target) totals[result.verdict] += 1
  }
  return totals
}
