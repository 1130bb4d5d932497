import { expect, test } from 'vitest'
import { createTurn } from './turn.ts'

/** Works through so many steps; tells of each. */
async function work(steps: number, step: () => void): Promise<void> {
  const turn = createTurn()
  for (let n = 0; n < steps; n++) {
    step()
    await turn.step()
  }
}

/** Counts steps between two rounds of the process, while somebody works. */
async function mostInARound(busy: (step: () => void) => Promise<unknown>): Promise<number> {
  let steps = 0
  let most = 0
  let over = false
  const look = (): void => {
    most = Math.max(most, steps)
    steps = 0
    if (!over) setImmediate(look)
  }
  setImmediate(look)
  await busy(() => void steps++)
  over = true
  return most
}

/** A step that takes two milliseconds. */
const slow = (step: () => void) => (): void => {
  const began = performance.now()
  while (performance.now() - began < 2);
  step()
}

test('a session with many small steps lets others in', async () => {
  expect(await mostInARound((step) => work(1000, step))).toBeLessThanOrEqual(64)
})

test('sessions with long steps share the time of a round', async () => {
  const most = await mostInARound((tell) => Promise.all([1, 2, 3, 4, 5].map(() => work(12, slow(tell)))))
  // Three steps fill the time; then each of the others has one.
  expect(most).toBeLessThanOrEqual(8)
})
