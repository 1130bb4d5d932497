import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { chanceFrom } from './chance.ts'
import { dialogues } from './dialogues.ts'
import { mutated } from './mutations.ts'

const anyDialogue = fc.constantFrom(...dialogues.map(({ steps }) => steps))

test('for any seed, the same chance makes the same of a dialogue', () => {
  fc.assert(
    fc.property(anyDialogue, fc.string(), (steps, seed) => {
      expect(mutated(steps, chanceFrom(seed))).toEqual(mutated(steps, chanceFrom(seed)))
    }),
  )
})

test('most mutations change something, and none makes too much of it', () => {
  const made = dialogues.flatMap(({ steps }, at) =>
    Array.from({ length: 50 }, (_, turn) => ({
      steps,
      changed: mutated(steps, chanceFrom(`${at}/${turn}`)),
    })),
  )
  const unchanged = made.filter(({ steps, changed }) => steps.join('\n') === changed.join('\n'))
  expect(unchanged.length).toBeLessThan(made.length / 10)
  expect(Math.max(...made.map(({ changed }) => changed.join('').length))).toBeLessThanOrEqual(200_000)
})

test('for any seed and end, a number is below it, and all are met', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 1, max: 20 }), (seed, end) => {
      const chance = chanceFrom(seed)
      const met = new Set(Array.from({ length: 1000 }, () => chance.below(end)))
      expect([...met].toSorted((one, other) => one - other)).toEqual(
        Array.from({ length: end }, (_, at) => at),
      )
    }),
  )
})
