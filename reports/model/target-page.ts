import type { ReportInput } from '../model.ts'
import { isReference, type Results, type ScenarioEntry, type ScenarioResult } from '../results.ts'
import { claimViews, type ClaimView } from './claims.ts'
import { policyRows } from './policy-rows.ts'
import type { Summary, TargetSummary } from './summary.ts'

/** All that a run says of one target. */
export interface TargetPage {
  readonly target: TargetSummary
  /** What it decides differently from the reference server; absent for that server, and where that did not play. */
  readonly differences?: readonly Difference[]
  readonly expected: readonly Declared[]
  readonly settings: readonly AppliedSetting[]
  readonly shortfalls: readonly ShortfallGroup[]
}

/** A scenario that came out otherwise on the reference server, with the first claim that tells them apart. */
export interface Difference {
  readonly scenario: string
  readonly title: string
  readonly target: string
  readonly result: ScenarioResult
  readonly claim?: ClaimView
}

interface Declared {
  readonly scenario: string
  readonly title: string
  readonly result: ScenarioResult
}

/** A setting, and the values it was given from scenario to scenario, the commonest first. */
export interface AppliedSetting {
  readonly key: string
  readonly values: readonly { readonly value: string; readonly scenarios: number }[]
}

/** What it could not do, for one reason. */
export interface ShortfallGroup {
  readonly need: string
  readonly text: string
  readonly scenarios: readonly { readonly id: string; readonly title: string }[]
}

/** Collects what a run says about each target. */
export const targetPages = (input: ReportInput, { targets }: Summary): readonly TargetPage[] => {
  const reference = referenceOf(input.results)
  return targets.map((target) => ({
    target,
    ...(reference !== undefined &&
      reference !== target.name && { differences: differencesFrom(reference, target.name, input) }),
    expected: input.results.scenarios.flatMap(({ id, title, results }) =>
      results
        .filter((result) => result.target === target.name && result.expected)
        .map((result) => ({ scenario: id, title, result })),
    ),
    settings: settingsOf(target.name, input),
    shortfalls: shortfallsOf(target.name, input.results),
  }))
}

/** The target that others are compared with: the reference, if anything was played on it. */
export const referenceOf = ({ targets, scenarios }: Results): string | undefined =>
  targets.find(
    (entry) =>
      isReference(entry) &&
      scenarios.some(({ results }) =>
        results.some(({ target, evidence }) => target === entry.name && evidence !== null),
      ),
  )?.name

function differencesFrom(reference: string, target: string, input: ReportInput): readonly Difference[] {
  return input.results.scenarios.flatMap((scenario: ScenarioEntry) => {
    const result = scenario.results.find((each) => each.target === target)
    const there = scenario.results.find((each) => each.target === reference)
    const differs =
      result !== undefined &&
      there?.verdict === 'conforms' &&
      (result.verdict === 'violates' || result.verdict === 'deviates')
    if (!differs) return []
    const evidence = result.evidence === null ? undefined : input.evidence.get(result.evidence)
    const broken = evidence ? claimViews(evidence).filter(({ standing }) => standing === 'broken') : []
    const claim = broken.find(({ weight }) => weight === 'must') ?? broken[0]
    return [{ scenario: scenario.id, title: scenario.title, target, result, ...(claim && { claim }) }]
  })
}

function settingsOf(target: string, { results, evidence }: ReportInput): readonly AppliedSetting[] {
  const counts = new Map<string, Map<string, number>>()
  for (const { results: those } of results.scenarios) {
    const path = those.find((each) => each.target === target)?.evidence
    const record = path === null || path === undefined ? undefined : evidence.get(path)
    if (!record) continue
    for (const { key, value } of policyRows(record.policyApplied, record.head.policy)) {
      const values = counts.get(key) ?? new Map<string, number>()
      values.set(value, (values.get(value) ?? 0) + 1)
      counts.set(key, values)
    }
  }
  return [...counts]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, values]) => ({
      key,
      values: [...values]
        .map(([value, scenarios]) => ({ value, scenarios }))
        .toSorted((one, other) => other.scenarios - one.scenarios),
    }))
}

function shortfallsOf(target: string, { scenarios }: Results): readonly ShortfallGroup[] {
  const lacks = scenarios.flatMap(({ id, title, results }) =>
    results
      .filter((result) => result.target === target && result.verdict === 'unsupported')
      .flatMap(({ reasons }) => reasons.map(({ need = '', text }) => ({ id, title, need, text }))),
  )
  return [...Map.groupBy(lacks, ({ need, text }) => JSON.stringify([need, text])).values()]
    .map((those) => ({
      need: those[0]?.need ?? '',
      text: those[0]?.text ?? '',
      scenarios: those.map(({ id, title }) => ({ id, title })),
    }))
    .toSorted((one, other) => other.scenarios.length - one.scenarios.length)
}
