import { describe, test } from 'vitest'
import { expectToHold, questionsOf } from './questions.ts'

describe('for any story told in two ways, what must be the same is', () => {
  test.each(questionsOf((property) => property !== 'model'))('%s', async (_, question) => {
    await expectToHold(question, 5)
  })
})
