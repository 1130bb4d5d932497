import { describe, expect, test } from 'vitest'
import { atOnce, engineOf, factsWith, loginWith, path } from './testing.ts'

const minute = 60_000
const hour = 60 * minute
const noon = Date.UTC(2026, 0, 1, 12)
const twoHoursBack = noon - 2 * hour

function greylisting(): (now: number) => boolean {
  const engine = engineOf('commgate', { greylist: { enabled: true, delay: '60s', retention: '35d' } })
  return (now) => atOnce(engine.decide('rcpt', factsWith({ now }))).permits
}

describe('after the clock was set back two hours', () => {
  test('a POP-before-SMTP window is closed, and a new login opens one of its usual length', () => {
    const engine = engineOf('kerio', { popBeforeSmtp: { enabled: true, window: '1m' } })
    const logsIn = (now: number) => atOnce(engine.decide('login', loginWith({ now })))
    const mayRelay = (now: number): boolean =>
      atOnce(engine.decide('rcpt', factsWith({ now, forwardPath: path('carol', 'remote.test') }))).permits
    logsIn(noon)
    expect(mayRelay(noon)).toBe(true)
    expect(mayRelay(twoHoursBack)).toBe(false)
    logsIn(twoHoursBack)
    expect([0, minute - 1, minute].map((after) => mayRelay(twoHoursBack + after))).toEqual([
      true,
      true,
      false,
    ])
  })

  test('messages taken before do not count, and new ones count for their usual hour', () => {
    const engine = engineOf('kerio', { limits: { messagesPerHour: 2 } })
    const adds = (now: number): boolean => atOnce(engine.decide('message', factsWith({ now }))).permits
    expect([noon, noon, noon].map(adds)).toEqual([true, true, false])
    expect([0, 0, 0, hour].map((after) => adds(twoHoursBack + after))).toEqual([true, true, false, true])
  })

  test('a first attempt is forgotten, and the next one waits for its usual delay', () => {
    const takes = greylisting()
    expect(takes(noon)).toBe(false)
    expect(takes(twoHoursBack)).toBe(false)
    expect([59_999, minute].map((after) => takes(twoHoursBack + after))).toEqual([false, true])
  })

  test('a server that has passed is forgotten, and waits again', () => {
    const takes = greylisting()
    takes(noon)
    expect(takes(noon + minute)).toBe(true)
    expect(takes(twoHoursBack)).toBe(false)
    expect(takes(twoHoursBack + minute)).toBe(true)
  })
})
