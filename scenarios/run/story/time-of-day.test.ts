import { expect, test } from 'vitest'
import type { TimeOfDay } from '#dsl'
import { HarnessFault } from '../../evidence/faults.ts'
import { nextTimeOfDay } from './time-of-day.ts'

test.each<[string, string, TimeOfDay, string, string]>([
  ['later today', '2026-01-01T00:00:00Z', '03:10', 'UTC', '2026-01-01T03:10:00Z'],
  ['tomorrow, when it is past', '2026-01-01T03:10:00.001Z', '03:10', 'UTC', '2026-01-02T03:10:00Z'],
  ['tomorrow, when it is this very instant', '2026-01-01T03:10:00Z', '03:10', 'UTC', '2026-01-02T03:10:00Z'],
  ['over the end of a year', '2026-12-31T12:00:00Z', '00:00', 'UTC', '2027-01-01T00:00:00Z'],
  ['by the clock of the zone', '2026-01-01T00:00:00Z', '03:10', 'Europe/Zurich', '2026-01-01T02:10:00Z'],
  ['west of Greenwich', '2026-01-01T00:00:00Z', '20:30', 'America/New_York', '2026-01-01T01:30:00Z'],
  ['in a zone of half hours', '2026-01-01T00:00:00Z', '05:29', 'Asia/Kolkata', '2026-01-01T23:59:00Z'],
  ['the night clocks go forward', '2026-03-28T12:00:00Z', '03:10', 'Europe/Zurich', '2026-03-29T01:10:00Z'],
  ['the night after, when skipped', '2026-03-28T12:00:00Z', '02:30', 'Europe/Zurich', '2026-03-30T00:30:00Z'],
  ['the first of two', '2026-10-24T12:00:00Z', '02:30', 'Europe/Zurich', '2026-10-25T00:30:00Z'],
  ['the second of two', '2026-10-25T00:30:00Z', '02:30', 'Europe/Zurich', '2026-10-25T01:30:00Z'],
])('a time of day comes %s', (_, after, time, timeZone, expected) => {
  const found = nextTimeOfDay(time, { after: Date.parse(after), timeZone })
  expect(new Date(found).toISOString()).toBe(new Date(expected).toISOString())
})

test.each<TimeOfDay>(['24:00', '3:10', '12:60', '-1:00'])('%s is not a time of day', (time) => {
  expect(() => nextTimeOfDay(time, { after: 0, timeZone: 'UTC' })).toThrow(HarnessFault)
})
