import { expect, test } from 'vitest'
import type { Step } from '#evidence'
import { NeedUnmet } from '../../evidence/faults.ts'
import { createWaitingClock } from '../../targets/remote/waiting-clock.ts'
import { createCasting } from './casting.ts'
import { clockActor } from './powers.ts'

const hour = 3_600_000

/** A clock that starts at noon and goes on only when somebody waits. */
function atNoon({ patience, timeZone }: { patience: number; timeZone?: string }) {
  let now = Date.parse('2026-01-01T12:00:00Z')
  const passing = { now: () => now, wait: async (span: number) => void (now += span) }
  const clock = { ...createWaitingClock(patience, passing), ...(timeZone !== undefined && { timeZone }) }
  const steps: Pick<Step, 'actor' | 'verb' | 'with'>[] = []
  const { casts } = createCasting(
    (actor, verb, words) => steps.push({ actor, verb, with: words }) - 1,
    (_name, does) => does(),
  )
  return { told: casts(clockActor({ clock, boundary: {} })), time: () => new Date(now).toISOString(), steps }
}

test('the story waits for a time of day, and the steps have it as it was meant', async () => {
  const { told, time, steps } = atNoon({ patience: 24 * hour })
  await told.untilTimeOfDay('03:10')
  expect(time()).toBe('2026-01-02T03:10:00.000Z')
  expect(steps).toEqual([{ actor: 'clock', verb: 'untilTimeOfDay', with: { time: '03:10' } }])
})

test('it is the time of day where the server is', async () => {
  const { told, time } = atNoon({ patience: 24 * hour, timeZone: 'America/New_York' })
  await told.untilTimeOfDay('10:00')
  expect(time()).toBe('2026-01-01T15:00:00.000Z')
})

test('a night must not be longer than patience, or it is not begun', async () => {
  const { told, time } = atNoon({ patience: hour })
  await expect(told.untilTimeOfDay('03:10')).rejects.toThrow(
    new NeedUnmet('clock', 'it would take 54600 s of waiting, and --patience leaves 3600 s'),
  )
  expect(time()).toBe('2026-01-01T12:00:00.000Z')
})
