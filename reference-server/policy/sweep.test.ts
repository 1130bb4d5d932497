import { describe, expect, test } from 'vitest'
import { sweepOf } from './sweep.ts'

describe('a sweep', () => {
  test('forgets what is over and nothing else', () => {
    const memory = new Map(Array.from({ length: 100 }, (_, nth) => [String(nth), nth]))
    const sweep = sweepOf(memory)
    for (let asked = 0; asked < 60; asked++) sweep((value) => value % 3 === 0)
    expect([...memory.values()]).toEqual(
      Array.from({ length: 100 }, (_, nth) => nth).filter((nth) => nth % 3),
    )
  })

  test('looks at a few entries only, and at all of them in turn', () => {
    const memory = new Map(Array.from({ length: 10 }, (_, nth) => [String(nth), nth]))
    const looked: number[][] = []
    const sweep = sweepOf(memory)
    for (let asked = 0; asked < 12; asked++) {
      const now: number[] = []
      sweep((value) => {
        now.push(value)
        return false
      })
      looked.push(now)
    }
    expect(Math.max(...looked.map((values) => values.length))).toBe(2)
    expect(new Set(looked.flat()).size).toBe(10)
    expect(looked.flat().length).toBeGreaterThan(10)
  })

  test('keeps up with what is added', () => {
    const memory = new Map<string, number>()
    const sweep = sweepOf(memory)
    for (let now = 0; now < 10_000; now++) {
      memory.set(String(now), now)
      sweep((at) => now - at >= 100)
      expect(memory.size).toBeLessThan(400)
    }
  })
})
