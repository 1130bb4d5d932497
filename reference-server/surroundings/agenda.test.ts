import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { Agenda } from './agenda.ts'

/** All that is left, in the order it comes out. */
function drained<Item>(agenda: Agenda<Item>): Item[] {
  const items: Item[] = []
  for (let size = agenda.size; size > 0; size--) {
    const item = agenda.take()
    if (item !== undefined) items.push(item)
  }
  return items
}

test('for any entries, some of them taken back, what is left comes out as a sort would have it', () => {
  const anyEntries = fc.array(fc.record({ due: fc.nat(20), takenBack: fc.boolean() }))
  fc.assert(
    fc.property(anyEntries, (entries) => {
      const agenda = new Agenda<number>()
      const takers = entries.map(({ due }, nth) => agenda.add(due, nth))
      entries.forEach(({ takenBack }, nth) => void (takenBack && takers[nth]?.()))
      const left = entries.map((entry, nth) => ({ ...entry, nth })).filter(({ takenBack }) => !takenBack)
      // A sort keeps the order of those that are due together.
      expect(drained(agenda)).toEqual(
        left.toSorted((one, other) => one.due - other.due).map(({ nth }) => nth),
      )
    }),
  )
})

test('what is gone cannot be taken back, and takes nothing else with it', () => {
  const agenda = new Agenda<string>()
  const takeBack = agenda.add(1, 'first')
  expect(agenda.take()).toBe('first')
  agenda.add(2, 'second')
  takeBack()
  takeBack()
  expect(agenda.first).toMatchObject({ due: 2, item: 'second' })
  expect(agenda.size).toBe(1)
})
