import { describe, expect, test } from 'vitest'
import { profiles } from '../profiles/profiles.ts'
import { readPolicy } from './document.ts'
import { createEngine } from './engine.ts'
import { emptyMemory } from './facts.ts'
import { sweepOf } from './sweep.ts'

const memoryAfter = (count: number, minutesApart: number) => {
  const reading = readPolicy(profiles.kerio, [
    {
      domains: { local: ['local.test'] },
      popBeforeSmtp: { enabled: true, window: '30m' },
      limits: { messagesPerHour: 10 },
    },
  ])
  if (reading.problems) throw new Error(JSON.stringify(reading.problems))
  const memory = emptyMemory()
  const engine = createEngine(reading.policy, profiles.kerio.conduct, { memory })
  for (let nth = 0; nth < count; nth++) {
    const at = nth * minutesApart * 60_000
    const address = `198.51.${nth >> 8}.${nth & 255}`
    engine.learnLogin({ protocol: 'pop3', address, account: 'alice@local.test', at })
    engine.learnMessage({
      port: 25,
      address,
      now: at,
      startedAt: at,
      windowAtStart: false,
      authFailed: false,
      reversePath: null,
      recipients: 1,
    })
  }
  return memory
}

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

describe('an engine', () => {
  test('forgets logins and messages of addresses that come no more', () => {
    const { logins, messages } = memoryAfter(5_000, 1)
    // A window's worth of addresses counts at any time; the hand takes a round to get to the others.
    expect(logins.size).toBeLessThan(3 * 30)
    expect(messages.size).toBeLessThan(3 * 60)
  })

  test('keeps all that count', () => {
    const { logins, messages } = memoryAfter(1_000, 0.01)
    expect([logins.size, messages.size]).toEqual([1_000, 1_000])
  })
})
