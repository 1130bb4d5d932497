import { expect, test } from 'vitest'
import type { Results, Verdict } from '../results.ts'
import { smallRun } from '../small-run.ts'
import { agreementOf, agreementSentence } from './agreement.ts'

const { results } = smallRun()

/** A run in which each clause came out as written, target by target; undefined was not played. */
const outcomes = (...clauses: readonly (readonly (Verdict | undefined)[])[]): Results => ({
  ...results,
  targets: ['one', 'two', 'three'].flatMap((name) =>
    results.targets.slice(0, 1).map((each) => ({ ...each, name })),
  ),
  clauses: clauses.flatMap((verdicts, index) =>
    results.clauses.slice(index, index + 1).map((clause) => ({
      ...clause,
      results: verdicts.flatMap((verdict, place) =>
        verdict === undefined ? [] : [{ target: ['one', 'two', 'three'][place] ?? '', verdict }],
      ),
    })),
  ),
})

test('servers agree where both keep a clause or both break it, whatever their words', () => {
  const run = outcomes(['conforms', 'deviates'], ['violates', 'violates'], ['conforms', 'violates'])
  expect(agreementOf(run)).toEqual({
    targets: ['one', 'two'],
    all: { clauses: 3, alike: 2 },
    pairs: [{ one: 'one', other: 'two', clauses: 3, alike: 2 }],
  })
  expect(agreementSentence(run)).toBe('Both targets agree on 2 of 3 clauses that they all played.')
})

test('what came to no decision is not compared, and a target without any is left out', () => {
  const run = outcomes(['conforms', 'inconclusive', 'unsupported'], ['conforms', 'conforms', 'faulty'])
  expect(agreementOf(run)?.all).toEqual({ clauses: 1, alike: 1 })
  expect(agreementOf(outcomes(['conforms', 'unsupported']))).toBeUndefined()
})

test('each pair is held against what both of it played', () => {
  const run = outcomes(['conforms', 'conforms', undefined], [undefined, 'conforms', 'violates'])
  expect(agreementOf(run)?.pairs.map(({ clauses, alike }) => [clauses, alike])).toEqual([
    [1, 1],
    [0, 0],
    [1, 0],
  ])
  expect(agreementSentence(run)).toBe('No clause was played on all of one, two, three.')
})
