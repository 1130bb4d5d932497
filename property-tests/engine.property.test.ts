import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { circumstancesOf } from './arbitraries/circumstances.ts'
import { engineAnswers, modelAnswers } from './decisions.ts'
import { runs } from './runs.ts'

describe('for any policy and any facts, engine and model decide alike', () => {
  test.each(['icewarp', 'ics', 'imail', 'kerio', 'commgate'] as const)('%s', async (product) => {
    const seen = { permitted: 0, denied: 0 }
    await fc.assert(
      fc.asyncProperty(circumstancesOf(product), async (circumstances) => {
        const foreseen = modelAnswers(circumstances)
        seen[foreseen.mail && foreseen.rcpt ? 'permitted' : 'denied']++
        expect(await engineAnswers(circumstances)).toEqual(foreseen)
      }),
      runs(750),
    )
    expect(Math.min(seen.permitted, seen.denied)).toBeGreaterThan(30)
  })
})
