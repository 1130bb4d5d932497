import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { expectationsJsonSchema, readExpectations } from './expectations.ts'

const known = { scenario: 'relay/one', verdict: 'violates', reason: 'it counts otherwise' }

test('a list of expectations is read', () => {
  expect(readExpectations([known])).toEqual({ expected: [known] })
})

test('everything wrong with it is said, with its path', () => {
  expect(readExpectations([{ ...known, verdict: 'fails', why: 'x' }, { scenario: 'relay/two' }])).toEqual({
    problems: [
      {
        path: '[0].verdict',
        text: 'expected one of conforms, deviates, violates, inconclusive, unsupported, saw "fails"',
      },
      { path: '[0].why', text: 'there is no such key; known here: scenario, verdict, claim, reason, link' },
      { path: '[1].verdict', text: 'is missing' },
      { path: '[1].reason', text: 'is missing' },
    ],
  })
})

test('something else than a list is no file of expectations', () => {
  expect(readExpectations({ expected: [] }).problems?.[0]?.text).toBe(
    'expected a list of expectations, saw an object',
  )
})

test('one scenario is declared once', () => {
  expect(readExpectations([known, known]).problems).toEqual([
    { path: '[1].scenario', text: 'relay/one is declared already, in [0]' },
  ])
})

test('the committed JSON Schema is that of the code', async () => {
  const committed = await readFile(
    new URL('../../../fixtures/expected/expected.schema.json', import.meta.url),
    'utf8',
  )
  expect(JSON.parse(committed)).toEqual(JSON.parse(expectationsJsonSchema()))
})
