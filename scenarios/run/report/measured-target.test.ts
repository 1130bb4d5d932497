import { expect, test } from 'vitest'
import type { Needs, Staging, Target } from '../../targets/target.ts'
import { measured } from './measured-target.ts'

const needs: Needs = {
  scenario: 'relay/one',
  profile: 'kerio',
  policy: {},
  accounts: {},
  sources: {},
  uses: ['clock'],
  seed: 1,
}

/** A target on which staging takes 10 ms and moving the clock 100 ms; every second story needs another server. */
function slowTarget() {
  let time = 0
  let stories = 0
  let applied = 'first'
  const target: Target = {
    name: 'slow',
    software: 'a stranger',
    clock: 'turned',
    shortfalls: () => [],
    stage: async () => {
      time += 10
      const port = 1000 + Math.floor(stories++ / 2)
      const staging: Staging = {
        get policy() {
          return { server: { hostname: applied } }
        },
        endpoint: () => ({ host: '127.0.0.1', port, tls: 'none' }),
        source: () => undefined,
        accounts: {},
        now: () => 0,
        clock: {
          resolution: 1,
          now: () => 0,
          moveTo: async () => {
            time += 100
          },
        },
        [Symbol.asyncDispose]: async () => {},
      }
      return staging
    },
  }
  return { target, stopwatch: () => time, changes: () => void (applied = 'second') }
}

async function staged(target: Target): Promise<Staging> {
  const outcome = await target.stage(needs)
  if (Symbol.asyncDispose in outcome) return outcome
  throw new Error('it was not staged')
}

test('a start is counted where the server stands at a place of its own', async () => {
  const { target, stopwatch } = slowTarget()
  const { target: timed, spent } = measured(target, stopwatch)
  for (let story = 0; story < 3; story++) await staged(timed)
  expect(spent()).toEqual({ servers: 2, startingMs: 20, clockMs: 0, starts: [10, 10] })
})

test('moves of the clock are kept apart from starts', async () => {
  const { target, stopwatch } = slowTarget()
  const { target: timed, spent } = measured(target, stopwatch)
  const { clock } = await staged(timed)
  await clock?.moveTo(1)
  await clock?.moveTo(2)
  expect(spent()).toMatchObject({ startingMs: 10, clockMs: 200 })
})

test('a policy that changes meanwhile is seen through it', async () => {
  const { target, changes } = slowTarget()
  const staging = await staged(measured(target).target)
  expect(staging.policy).toEqual({ server: { hostname: 'first' } })
  changes()
  expect(staging.policy).toEqual({ server: { hostname: 'second' } })
})
