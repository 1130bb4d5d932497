import { expect, test } from 'vitest'
import { createRecent } from './recent.ts'

const [place, elsewhere] = [{}, {}]
const one = { place, id: 1 }
const two = { place, id: 2 }
const three = { place, id: 3 }

test('what was made of octets is found by their number, at their place only', () => {
  const recent = createRecent<string>(10)
  recent.set(one, { value: 'made', weight: 1 })
  expect(recent.get(one)).toBe('made')
  expect(recent.get({ place, id: 1 })).toBe('made')
  expect(recent.get({ place: elsewhere, id: 1 })).toBeUndefined()
})

test('what was asked for longest ago makes room first', () => {
  const recent = createRecent<string>(10)
  recent.set(one, { value: '1', weight: 4 })
  recent.set(two, { value: '2', weight: 4 })
  recent.get(one)
  recent.set(three, { value: '3', weight: 4 })
  expect([one, two, three].map((octets) => recent.get(octets))).toEqual(['1', undefined, '3'])
})

test('what is heavier than all the room stays until the next comes', () => {
  const recent = createRecent<string>(10)
  recent.set(one, { value: '1', weight: 1 })
  recent.set(two, { value: '2', weight: 99 })
  expect([one, two].map((octets) => recent.get(octets))).toEqual([undefined, '2'])
  recent.set(three, { value: '3', weight: 1 })
  expect([two, three].map((octets) => recent.get(octets))).toEqual([undefined, '3'])
})

test('what is made anew of the same octets weighs once', () => {
  const recent = createRecent<string>(10)
  recent.set(one, { value: '1', weight: 4 })
  for (let times = 0; times < 5; times += 1) recent.set(two, { value: '2', weight: 6 })
  expect(recent.get(one)).toBe('1')
})
