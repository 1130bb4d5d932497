import { expect, test } from 'vitest'
import { disturbedBy } from './disturbances.ts'

test.for([
  ['same-helo-for-al', 'no disturbance is called same-helo-for-al; did you mean same-helo-for-all?'],
  ['al', 'no disturbance is called al; did you mean all?'],
  ['xyzzy', 'no disturbance is called xyzzy'],
] as const)('a disturbance called %s: %s', async ([name, message]) => {
  await expect(disturbedBy([name])).rejects.toThrow(message)
})

test('names are played alone, and all of them in bundles where none is given', async () => {
  const { disturbedBy: all = [] } = await disturbedBy(['all'])
  expect(all.every((bundle) => bundle.length === 1)).toBe(true)
  const { disturbedBy: bundles = [] } = await disturbedBy(true)
  expect(bundles.flat().toSorted(byName)).toEqual(all.flat().toSorted(byName))
  expect(bundles.length).toBeLessThan(all.length)
  expect(await disturbedBy(undefined)).toEqual({})
})

const byName = (one: { readonly name: string }, other: { readonly name: string }): number =>
  one.name.localeCompare(other.name)
