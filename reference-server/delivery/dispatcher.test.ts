import { expect, test } from 'vitest'
import { createVirtualClock } from '../surroundings/virtual-clock.ts'
import { createDispatcher, type DispatcherHost } from './dispatcher.ts'

const minute = 60_000

/** A dispatcher whose attempts and timers are written down. */
function open(attempt: DispatcherHost['attempt'] = () => Promise.resolve(undefined)) {
  const clock = createVirtualClock(0)
  const attempts: string[] = []
  let timers = 0
  const dispatcher = createDispatcher({
    clock: {
      ...clock,
      timer: (after, fire) => {
        timers += 1
        const timer = clock.timer(after, () => {
          timers -= 1
          return fire()
        })
        const cancel = (): void => {
          timers -= 1
          timer.cancel()
        }
        return { cancel }
      },
    },
    attempt: (id) => {
      attempts.push(`${id} at ${clock.now() / minute}`)
      return attempt(id)
    },
  })
  return { clock, attempts, dispatcher, timers: () => timers }
}

test('messages are attended to when they are due, the first first', async () => {
  const { clock, attempts, dispatcher } = open((id) =>
    Promise.resolve(id === 'often' ? clock.now() + 2 * minute : undefined),
  )
  dispatcher.take('late', 9 * minute)
  dispatcher.take('soon', minute)
  dispatcher.take('often', 0)
  await clock.advance(5 * minute)
  expect(attempts).toEqual(['often at 0', 'soon at 1', 'often at 2', 'often at 4'])
  await clock.advance(4 * minute)
  expect(attempts).toContain('late at 9')
})

test('sixteen thousand messages that wait cost one timer', async () => {
  const { clock, attempts, dispatcher, timers } = open()
  for (let message = 0; message < 16_000; message++) {
    dispatcher.take(`m${message}`, ((message * 7919) % 16_000) + minute)
    expect(timers()).toBe(1)
  }
  await clock.advance(10 * minute)
  expect(attempts).toHaveLength(16_000)
  expect(timers()).toBe(0)
})

test('one that is closed starts nothing more, and waits for what is under way', async () => {
  const { promise, resolve } = Promise.withResolvers<undefined>()
  const { clock, attempts, dispatcher, timers } = open(() => promise)
  dispatcher.take('now', 0)
  dispatcher.take('later', minute)
  let isClosed = false
  const closed = dispatcher.close().then(() => (isClosed = true))
  dispatcher.take('too-late', 0)
  await new Promise((soon) => setImmediate(soon))
  expect([isClosed, timers()]).toEqual([false, 0])
  resolve(undefined)
  await closed
  await clock.advance(10 * minute)
  expect(attempts).toEqual(['now at 0'])
})
