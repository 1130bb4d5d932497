import { expect, test } from 'vitest'
import { NeedUnmet } from '../../evidence/faults.ts'
import { createWaitingClock } from './waiting-clock.ts'

/** Time that passes only when somebody waits. */
function standing(from = 0) {
  const waits: number[] = []
  let now = from
  return {
    waits,
    time: {
      now: () => now,
      wait: async (span: number) => {
        waits.push(span)
        now += span
      },
    },
  }
}

test('an instant to come is waited for', async () => {
  const { time, waits } = standing(5000)
  const clock = createWaitingClock(60_000, time)
  await clock.moveTo(35_000)
  expect(waits).toEqual([30_000])
  expect(clock.now()).toBe(35_000)
})

test('an instant that has passed costs nothing', async () => {
  const { time, waits } = standing(5000)
  await createWaitingClock(0, time).moveTo(5000)
  await createWaitingClock(0, time).moveTo(1)
  expect(waits).toEqual([])
})

test('patience is for the whole story: it is used up, to the last millisecond and no further', async () => {
  const { time, waits } = standing()
  const clock = createWaitingClock(10_000, time)
  await clock.moveTo(4000)
  await clock.moveTo(10_000)
  await expect(clock.moveTo(10_001)).rejects.toThrow(
    new NeedUnmet('clock', 'it would take 1 s of waiting, and --patience leaves 0 s'),
  )
  expect(waits).toEqual([4000, 6000])
})

test('what is too long is not begun', async () => {
  const { time, waits } = standing()
  const clock = createWaitingClock(90_000, time)
  await expect(clock.moveTo(30 * 60_000)).rejects.toThrow(
    'it would take 1800 s of waiting, and --patience leaves 90 s',
  )
  expect(waits).toEqual([])
  await clock.moveTo(90_000)
  expect(waits).toEqual([90_000])
})
