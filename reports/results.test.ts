import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { resultsJsonSchema, resultsSchema } from './results.ts'
import { smallRun } from './small-run.ts'

test('the committed JSON Schema is the one the results are checked against', async () => {
  const committed: unknown = JSON.parse(
    await readFile(new URL('results.schema.json', import.meta.url), 'utf8'),
  )
  expect(committed).toEqual(JSON.parse(resultsJsonSchema()))
})

test('the results of a run fit the schema as they are', () => {
  const { results } = smallRun()
  expect(resultsSchema.parse(structuredClone(results))).toEqual(results)
})

test.each([
  ['a verdict nobody knows', { verdict: 'passes' }],
  ['a field nobody knows', { score: 3 }],
  [
    'a declaration whose link is not a web address',
    { expected: { verdict: 'violates', reason: 'x', link: 'javascript:x' } },
  ],
])('%s is refused', (_, wrong) => {
  const { results } = smallRun()
  const [first, ...others] = results.scenarios
  const broken = { ...first, results: first?.results.map((result) => ({ ...result, ...wrong })) }
  expect(resultsSchema.safeParse({ ...results, scenarios: [broken, ...others] }).success).toBe(false)
})
