import { expect, test } from 'vitest'
import type { Check, Mutant } from './mutant.ts'
import { openNeighbourhood } from './neighbours.ts'

const mutant = (line: number, file = 'a.ts'): Mutant => ({
  id: '1',
  file,
  line,
  lineText: 'a >= b',
  span: { from: 0, to: 1 },
  from: 'a >= b',
  to: 'a > b',
})
const story = (id: string): Check => ({ by: 'story', id })

test('what killed a mutant is near those of its line and of the lines next to it, and near no others', () => {
  const neighbourhood = openNeighbourhood()
  neighbourhood.note(mutant(7), story('relay/open'))
  expect([6, 7, 8].map((line) => neighbourhood.near(mutant(line)))).toEqual(
    Array.from({ length: 3 }, () => [story('relay/open')]),
  )
  expect([
    neighbourhood.near(mutant(5)),
    neighbourhood.near(mutant(9)),
    neighbourhood.near(mutant(7, 'b.ts')),
  ]).toEqual([[], [], []])
})

test('each killer is near once, those of the same line first and the last of them before the others', () => {
  const neighbourhood = openNeighbourhood()
  for (const [line, id] of [
    [8, 'next'],
    [7, 'first'],
    [7, 'last'],
    [7, 'first'],
    [6, 'before'],
  ] as const)
    neighbourhood.note(mutant(line), story(id))
  expect(neighbourhood.near(mutant(7)).map(({ id }) => id)).toEqual(['first', 'last', 'before'])
})
