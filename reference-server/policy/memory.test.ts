import { describe, expect, test } from 'vitest'
import type { PolicyDocument } from './document/document.ts'
import { createMemory, memory, type Memory } from './memory.ts'
import { atOnce, engineOf, factsWith, loginWith, policyOf } from './testing.ts'

const policy = policyOf('kerio', {})
const keysIn = (whole: Memory, name: string): readonly string[] =>
  [...whole.entries()].filter((entry) => entry.memory === name).map(({ key }) => key)

describe('a memory', () => {
  test("is each engine's own", () => {
    const declared = memory<number>('of one', { isOver: () => false })
    const [one, other] = [createMemory(), createMemory()]
    declared.in(one).set('key', 1)
    expect([declared.in(one).get('key'), declared.in(other).get('key')]).toEqual([1, undefined])
  })

  test('has what was set, until it is deleted', () => {
    const remembered = memory<number>('of one', { isOver: () => false }).in(createMemory())
    remembered.set('key', 0)
    expect([remembered.has('key'), remembered.has('other')]).toEqual([true, false])
    remembered.delete('key')
    expect(remembered.has('key')).toBe(false)
  })

  test('can be written down entry by entry', () => {
    const declared = memory<number[]>('of several', { isOver: () => false })
    const whole = createMemory()
    declared.in(whole).set('here', [1, 2])
    expect(JSON.parse(JSON.stringify([...whole.entries()]))).toEqual([
      { memory: 'of several', key: 'here', value: [1, 2] },
    ])
  })

  test('forgets what is over, and nothing else', () => {
    const declared = memory<number>('of an hour', { isOver: (at, now) => now - at >= 60 })
    const whole = createMemory()
    for (let now = 0; now < 10_000; now++) {
      declared.in(whole).set(String(now), now)
      whole.sweep(now, policy)
      expect(keysIn(whole, 'of an hour').length).toBeLessThan(4 * 60)
    }
    expect(keysIn(whole, 'of an hour').slice(-60)).toEqual(
      Array.from({ length: 60 }, (_, nth) => String(9_940 + nth)),
    )
  })

  test('that is full forgets what was written longest ago', () => {
    const declared = memory<number>('of three', { isOver: () => false, mostKeys: 3 })
    const whole = createMemory()
    for (const key of ['a', 'b', 'c', 'a', 'd', 'e', 'f', 'd', 'g']) declared.in(whole).set(key, 0)
    expect(keysIn(whole, 'of three')).toEqual(['f', 'd', 'g'])
  })
})

describe('an engine', () => {
  const document: PolicyDocument = {
    popBeforeSmtp: { enabled: true, window: '30m' },
    limits: { messagesPerHour: 10 },
  }
  const memoryAfter = (count: number, minutesApart: number): Memory => {
    const whole = createMemory()
    const engine = engineOf('kerio', document, { memory: whole })
    for (let nth = 0; nth < count; nth++) {
      const now = nth * minutesApart * 60_000
      const address = `198.51.${nth >> 8}.${nth & 255}`
      atOnce(engine.decide('login', loginWith({ address, now })))
      atOnce(engine.decide('message', factsWith({ address, now })))
    }
    return whole
  }

  test('forgets logins and messages of addresses that come no more', () => {
    const whole = memoryAfter(5_000, 1)
    // A window's worth of addresses counts at any time; the hand takes a round to get to the others.
    expect(keysIn(whole, 'pop-window').length).toBeLessThan(3 * 30)
    expect(keysIn(whole, 'rate').length).toBeLessThan(3 * 60)
  })

  test('keeps all that count', () => {
    const whole = memoryAfter(1_000, 0.01)
    expect([keysIn(whole, 'pop-window').length, keysIn(whole, 'rate').length]).toEqual([1_000, 1_000])
  })
})
