import { expect, test } from 'vitest'
import { realClock } from './real-clock.ts'

test('a timer fires once its time is over, unless it was cancelled', async () => {
  const fired: string[] = []
  await new Promise<void>((done) => {
    realClock.timer(0, () => void fired.push('cancelled')).cancel()
    realClock.timer(0, () => void fired.push('first'))
    realClock.timer(2, done)
    // The clock's timers keep no process alive; this one does, for as long as the test.
    setTimeout(() => {}, 50)
  })
  expect(fired).toEqual(['first'])
})

test('a wait longer than the timers of the machine know does not fire at once', async () => {
  let fired = false
  const timer = realClock.timer(40 * 24 * 60 * 60_000, () => void (fired = true))
  await new Promise<void>((resume) => setImmediate(resume))
  expect(fired).toBe(false)
  timer.cancel()
})

test('a pause is over when its time is', async () => {
  const before = realClock.now()
  const busy = setTimeout(() => {}, 1000)
  await realClock.pause(5)
  clearTimeout(busy)
  expect(realClock.now() - before).toBeGreaterThanOrEqual(4)
})
