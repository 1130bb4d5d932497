import { expect, test } from 'vitest'
import { openWatch, type Effort } from './patience.ts'

/** Watches a process that uses so many milliseconds of its processor in each beat. */
function watching(most: Effort, perBeat: number) {
  let used = 1000
  let look: (() => void) | undefined
  const watch = openWatch(most, {
    used: () => used,
    every: (_, work) => {
      look = work
      return { stop: () => (look = undefined) }
    },
  })
  const lives = (beats: number) => {
    for (let nth = 0; nth < beats; nth += 1) {
      used += perBeat
      look?.()
    }
  }
  return { watch, lives }
}

test('a process that works is not idle, and has done too much when it has used more than it may', () => {
  const { watch, lives } = watching({ busy: 100, idle: 100 }, 10)
  lives(10)
  expect(watch).toMatchObject({ busy: 100, idle: 0, signal: { aborted: false } })
  lives(1)
  expect(watch.signal.aborted).toBe(true)
})

test('a process that waits has nothing to do, and is ended when that was too long', () => {
  const { watch, lives } = watching({ busy: 100, idle: 100 }, 0.1)
  lives(2)
  expect(watch).toMatchObject({ idle: 100, signal: { aborted: false } })
  lives(1)
  expect(watch.signal.aborted).toBe(true)
})

test('a process that others keep from its processor is not ended, however long that takes', () => {
  const { watch, lives } = watching({ busy: 1000, idle: 100 }, 2)
  lives(400)
  expect(watch).toMatchObject({ idle: 0, signal: { aborted: false } })
})

test('nothing is counted any more once it is disposed of', () => {
  const { watch, lives } = watching({ busy: 100, idle: 100 }, 0)
  watch[Symbol.dispose]()
  lives(9)
  expect(watch).toMatchObject({ idle: 0, signal: { aborted: false } })
})
