import { expect, test } from 'vitest'
import { disturbance, type Disturbance } from '../../disturbances/disturbance.ts'
import { bundlesOf } from './bundles.ts'

const made = (name: string, hooks: Partial<Disturbance> = {}): Disturbance =>
  disturbance(name, { why: 'It tells nothing.', meddlesWith: [], ...hooks })

const names = (bundles: readonly (readonly Disturbance[])[]): readonly (readonly string[])[] =>
  bundles.map((bundle) => bundle.map(({ name }) => name))

const wrong: Disturbance['wrong'] = (own) => own

test('of those that fill in the same blank each has a bundle of its own', () => {
  const all = [made('a', { wrong }), made('b', { wrong }), made('c', { fills: ['wrong'] })]
  expect(names(bundlesOf(all, 0))).toEqual([['a'], ['b'], ['c']])
})

test('what fills in two blanks is apart from those that fill in one of them', () => {
  const all = [made('a', { fills: ['anew'] }), made('b', { fills: ['size'] })]
  expect(names(bundlesOf([...all, made('c', { fills: ['anew', 'size'] })], 0))).toEqual([['c'], ['a', 'b']])
})

test('the others are spread over as many bundles as that takes, and are one where nothing is in the way', () => {
  const helo: Disturbance['fills'] = ['helo']
  const free = ['c', 'd', 'e', 'f'].map((name) => made(name))
  const all = [made('a', { fills: helo }), made('b', { fills: helo }), ...free]
  expect(names(bundlesOf(all, 0))).toEqual([
    ['a', 'c', 'e'],
    ['b', 'd', 'f'],
  ])
  expect(names(bundlesOf(free, 0))).toEqual([['c', 'd', 'e', 'f']])
  expect(bundlesOf([], 7)).toEqual([])
})

test('by turns each is the last', () => {
  const all = ['a', 'b', 'c'].map((name) => made(name))
  expect([0, 1, 2, 3].map((turn) => names(bundlesOf(all, turn))[0]?.join(''))).toEqual([
    'abc',
    'bca',
    'cab',
    'abc',
  ])
})
