import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Attack } from './attack.ts'
import { complaintsOf } from './complaints.ts'
import { besiege, type Bounds } from './siege.ts'

const bounds: Bounds = { greeting: 500, patience: 60_000, peak: 350 * 2 ** 20, clearing: 1000, ending: 500 }

/** One client says hello, and others are greeted and go. */
const small: Attack = {
  name: 'small',
  about: 'a few words',
  async play({ enters, tried }) {
    const intruder = await enters('mx')
    await intruder?.hears(/\n/, bounds.patience)
    await intruder?.sends('hello')
    for (let left = 5; left > 0; left -= 1) {
      const other = await enters('imap')
      await other?.hears(/\n/, bounds.patience)
      other?.leaves()
      tried()
    }
  },
}

const against = async (victim: string, attack = small) => {
  const file = join(import.meta.dirname, 'testing', `${victim}.ts`)
  const outcome = await besiege(attack, { victim: file, heap: 128, bounds, seed: '1', milliseconds: 500 })
  return { outcome, complaints: complaintsOf(outcome, bounds) }
}

test('there are no complaints about a server that withstands', async () => {
  const { outcome, complaints } = await against('sound')
  expect(complaints).toEqual([])
  expect(outcome).toMatchObject({ attack: 'small', inputs: 5, crashes: [], hangs: [] })
  expect(outcome.greeting.count).toBeGreaterThan(0)
  expect(outcome.greeting.p99).toBeGreaterThanOrEqual(outcome.greeting.p50)
})

test.each([
  ['that ends with an exception', 'crashing', 'it ended with exit code 1: Error: nobody expected this'],
  ['that keeps everybody waiting', 'hanging', /^\w+ kept a bystander waiting for \d{3,} ms$/],
  ['that keeps descriptors', 'leaking', /^it had \d+ descriptors open before and \d+ afterwards$/],
  ['that takes too much memory', 'greedy', /^it took \d+ MB of memory, and may take 350 MB$/],
  ['that closes its ports', 'closing', /^mx takes up nobody within 60000 ms$/],
  ['that does not end', 'stubborn', /^told to end, it (?:did not|took \d+ ms)$/],
])('a server %s is complained of', async (_, victim, complaint) => {
  const { complaints } = await against(victim)
  expect(complaints).toContainEqual(expect.stringMatching(complaint))
})

test('an attack that fails is not blamed on the server', async () => {
  const failing: Attack = { ...small, play: () => Promise.reject(new Error('no such door')) }
  await expect(against('sound', failing)).rejects.toThrow('no such door')
})
