import { expect, test } from 'vitest'
import { createVirtualClock, virtualEpoch } from './virtual-clock.ts'

test('time stands still until it is moved, and then moves by exactly that much', async () => {
  const clock = createVirtualClock()
  expect(clock.now()).toBe(virtualEpoch)
  await clock.advance(1500)
  expect(clock.now()).toBe(virtualEpoch + 1500)
})

test('timers fire in the order they are due, at their own time', async () => {
  const clock = createVirtualClock(0)
  const fired: [string, number][] = []
  clock.timer(30, () => void fired.push(['third', clock.now()]))
  clock.timer(10, () => void fired.push(['first', clock.now()]))
  clock.timer(10, () => void fired.push(['second', clock.now()]))
  await clock.advance(30)
  expect(fired).toEqual([
    ['first', 10],
    ['second', 10],
    ['third', 30],
  ])
})

test('a timer set by a timer fires in its turn', async () => {
  const clock = createVirtualClock(0)
  const fired: number[] = []
  const again = (): void => {
    fired.push(clock.now())
    clock.timer(10, again)
  }
  clock.timer(10, again)
  await clock.advance(35)
  expect(fired).toEqual([10, 20, 30])
})

test('a timer that is not due yet, or was cancelled, does not fire', async () => {
  const clock = createVirtualClock(0)
  const fired: string[] = []
  clock.timer(100, () => void fired.push('late'))
  clock.timer(50, () => void fired.push('cancelled')).cancel()
  await clock.advance(99)
  expect(fired).toEqual([])
})

const pause = () => new Promise<void>((resume) => setImmediate(resume))

test('time waits for the work a timer began, and for the work that began', async () => {
  const clock = createVirtualClock(0)
  const seen: [string, number][] = []
  const second = async (): Promise<void> => {
    await pause()
    seen.push(['second', clock.now()])
  }
  const first = async (): Promise<void> => {
    await pause()
    seen.push(['first', clock.now()])
    void clock.working(second())
  }
  clock.timer(10, () => void clock.working(first()))
  clock.timer(20, () => void seen.push(['next timer', clock.now()]))
  await clock.advance(20)
  expect(seen).toEqual([
    ['first', 10],
    ['second', 10],
    ['next timer', 20],
  ])
})

test('work that fails holds nothing up', async () => {
  const clock = createVirtualClock(0)
  const failing = clock.working(Promise.reject(new Error('broken')))
  await expect(failing).rejects.toThrow('broken')
  await clock.advance(10)
  expect(clock.now()).toBe(10)
})

test('two that move it at once take turns, and no time is lost', async () => {
  const clock = createVirtualClock(0)
  const fired: number[] = []
  clock.timer(5, () => void fired.push(clock.now()))
  await Promise.all([clock.advance(10), clock.advance(10)])
  expect(fired).toEqual([5])
  expect(clock.now()).toBe(20)
})

test('an instant in the past moves nothing back', async () => {
  const clock = createVirtualClock(1000)
  await clock.advanceTo(500)
  expect(clock.now()).toBe(1000)
})

test('a cancelled timer leaves nothing behind, and its neighbours fire', async () => {
  const clock = createVirtualClock(0)
  const fired: number[] = []
  const timers = Array.from({ length: 1000 }, (_, nth) =>
    clock.timer((nth * 37) % 1000, () => void fired.push(clock.now())),
  )
  for (const [nth, timer] of timers.entries()) if (nth % 3 !== 0) timer.cancel()
  await clock.advance(1000)
  expect(fired).toHaveLength(334)
  expect(fired).toEqual(fired.toSorted((one, other) => one - other))
})

test('work that waits for the clock does not keep it from moving, and goes on in its time', async () => {
  const clock = createVirtualClock(0)
  const seen: [string, number][] = []
  const patient = async (): Promise<void> => {
    await clock.pause(100)
    await pause()
    seen.push(['patient', clock.now()])
  }
  const work = clock.working(patient())
  await clock.idle()
  await clock.advance(99)
  expect(seen).toEqual([])
  await clock.advance(50)
  expect(seen).toEqual([['patient', 100]])
  await work
})

test('time waits for other work while some waits for the clock', async () => {
  const clock = createVirtualClock(0)
  const seen: number[] = []
  void clock.working(clock.pause(10))
  const { promise, resolve: go } = Promise.withResolvers<void>()
  void clock.working(promise.then(() => void seen.push(clock.now())))
  const [one, other] = [clock.advance(20), clock.idle()]
  await pause()
  go()
  await Promise.all([one, other])
  expect(seen).toEqual([0])
  expect(clock.now()).toBe(20)
})
