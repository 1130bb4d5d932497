import { expect, test } from 'vitest'
import { atOnce, engineOf, factsWith } from '../testing.ts'

test.each([
  ['the one that reaches the limit', { failedCommands: 3 }, [true, true, false]],
  ['the first one, where that is the limit', { failedCommands: 1 }, [false]],
  ['none, without a limit', {}, [true, true, true, true]],
])('a failed command ends the session: %s', (_, limits, permitted) => {
  const engine = engineOf('kerio', { limits })
  const fails = (session: { readonly startedAt: number }): boolean =>
    atOnce(engine.decide('command-failed', factsWith({ session }))).permits
  const [here, there] = [{ startedAt: 0 }, { startedAt: 0 }]
  expect(permitted.map(() => fails(here))).toEqual(permitted)
  // Each session has a count of its own.
  expect(permitted.map(() => fails(there))).toEqual(permitted)
})
