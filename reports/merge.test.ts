import { expect, test } from 'vitest'
import { mergeRuns, missingShards, type MergeInput } from './merge.ts'
import type { Results } from './results.ts'
import { smallRun } from './small-run.ts'

const { results, evidence } = smallRun()

/** The part of the small run that concerns one target. */
const only = (target: string): MergeInput => ({
  name: target,
  evidence,
  results: {
    ...results,
    targets: results.targets.filter(({ name }) => name === target),
    scenarios: results.scenarios
      .map((scenario) => ({
        ...scenario,
        results: scenario.results.filter((each) => each.target === target),
      }))
      .filter((scenario) => scenario.results.length > 0),
    clauses: results.clauses.map((clause) => ({
      ...clause,
      results: clause.results.filter((each) => each.target === target),
    })),
  },
})

const withRun = (input: MergeInput, run: Partial<Results['run']>): MergeInput => ({
  ...input,
  results: { ...input.results, run: { ...input.results.run, ...run } },
})

const byId = <T extends { readonly id: string }>(entries: readonly T[]): readonly T[] =>
  entries.toSorted((one, other) => (one.id < other.id ? -1 : 1))

test('runs of several targets give what one run of all would have found', () => {
  const merged = mergeRuns('joined', [only('reference'), only('postfix')])
  expect(merged.problems).toBeUndefined()
  expect(merged.results?.targets).toEqual(results.targets)
  expect(merged.results && byId(merged.results.scenarios)).toEqual(byId(results.scenarios))
  expect(merged.results?.clauses).toEqual(results.clauses)
  expect(merged.results?.run).toEqual({ ...results.run, id: 'joined', durationMs: 824 })
})

test('the same scenario on the same target twice counts once', () => {
  const { results: merged } = mergeRuns('joined', [only('postfix'), only('postfix')])
  expect(merged?.targets).toEqual(only('postfix').results.targets)
})

test('runs that do not go together are named, with every reason', () => {
  const other = structuredClone(only('postfix').results)
  for (const result of other.scenarios.flatMap((scenario) => scenario.results)) {
    if (result.verdict === 'violates') result.verdict = 'conforms'
  }
  other.run.seed = 8
  for (const target of other.targets) target.software = 'Postfix 3.11'
  const { problems } = mergeRuns('joined', [only('postfix'), { name: 'other', results: other, evidence }])
  expect(problems).toEqual([
    'runs of different seed: 7 in postfix, 8 in other',
    'postfix is not the same everywhere: Postfix 3.7.11 in postfix, Postfix 3.11 in other',
    'pop-before-smtp/window-opens-and-closes-kerio on postfix came out otherwise: violates in postfix, conforms in other',
  ])
})

test('a part that nobody brought leaves the run incomplete, and is named', () => {
  const parts = [withRun(only('postfix'), { shard: '1/3' }), withRun(only('postfix'), { shard: '3/3' })]
  expect(missingShards(parts)).toEqual(['2/3 of postfix'])
  expect(mergeRuns('joined', parts).results?.run.complete).toBe(false)
})
