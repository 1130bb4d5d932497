import { afterAll, describe, expect, test } from 'vitest'
import { expectToHold, questionsOf } from './questions.ts'

describe('for any story over real sessions, server and model decide alike', () => {
  const asked = questionsOf((property) => property === 'model')
  let outcomes = 0
  let played = 0

  test.each(asked)('%s', async (_, question) => {
    const { outcomes: seen, accepted } = await expectToHold(question, 24)
    // Both answers came up often: neither side was right by saying one thing.
    expect(Math.min(accepted, seen - accepted)).toBeGreaterThan(seen / 10)
    outcomes += seen
    played += 1
  })

  afterAll(() => {
    if (played === asked.length) expect(outcomes).toBeGreaterThan(1_000)
  })
})
