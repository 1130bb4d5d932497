import { clauses } from '#clauses'
import { expect, test } from 'vitest'
import { reportModel } from './model.ts'
import { smallRun } from './small-run.ts'

const { results, evidence } = smallRun()
const model = reportModel({ results, evidence, clauses })
const story = model.scenarios.find(({ id }) => id.startsWith('pop-before-smtp/'))
const play = story?.plays.find(({ result }) => result.target === 'postfix')

test('every clause has a row with a cell for each target', () => {
  const rows = model.matrix.flatMap(({ products }) => products.flatMap((product) => product.rows))
  expect(rows).toHaveLength(results.clauses.length)
  expect(rows.every(({ cells }) => cells.map(({ target }) => target).join() === 'reference,postfix')).toBe(
    true,
  )
})

test('what a manual implies has a row, and counts in no area', () => {
  const area = model.matrix.find(({ title }) => title === 'Submission')
  const rows = area?.products.flatMap((product) => product.rows) ?? []
  expect(rows.filter(({ implied }) => implied).length).toBeGreaterThan(0)
  expect(area?.total).toBe(rows.filter(({ implied }) => !implied).length)
  expect(model.summary).toMatchObject({ ledger: { total: 495 }, implied: { tested: 0 } })
})

test('areas stand in the order of the ledger, relaying first', () => {
  expect(model.matrix.slice(0, 3).map(({ title }) => title)).toEqual([
    'Relay',
    'POP before SMTP',
    'Submission',
  ])
})

test('what needs a look comes worst first and leaves out what conforms or could not be played', () => {
  expect(model.summary.attention.map(({ verdict }) => verdict)).toEqual([
    'faulty',
    'violates',
    'inconclusive',
    'deviates',
  ])
})

test('a declared verdict comes after those nobody expected', () => {
  const declared = structuredClone(results)
  for (const scenario of declared.scenarios) {
    for (const result of scenario.results) {
      if (result.verdict === 'faulty') result.expected = { verdict: 'faulty', reason: 'known' }
    }
  }
  const { summary, matrix } = reportModel({ results: declared, evidence, clauses })
  expect(summary.attention.map(({ verdict, expected }) => [verdict, expected]).at(-1)).toEqual([
    'faulty',
    true,
  ])
  const cells = matrix.flatMap(({ products }) =>
    products.flatMap(({ rows }) => rows.flatMap((row) => row.cells)),
  )
  expect(cells.filter((cell) => cell.expected).map(({ verdict }) => verdict)).toEqual(['faulty'])
})

test('a claim says what was expected, what was seen, and on which line', () => {
  expect(play?.record?.claims.at(-1)).toMatchObject({
    number: 4,
    standing: 'broken',
    about: 'laptop#4',
    expected: 'a permanent refusal by RCPT',
    seen: 'RCPT 250 2.1.5 recipient ok',
    line: { session: 'laptop#4', index: 7 },
  })
})

test('the policy shows what the scenario asked for first', () => {
  expect(play?.record?.policy.map(({ key, value, asked }) => [key, value, asked])).toEqual([
    ['popBeforeSmtp.enabled', 'on', true],
    ['popBeforeSmtp.window', '30m', true],
    ['relay.mode', 'restricted', false],
    ['relay.trusted', 'none', false],
    ['domains.local', 'local.test', false],
  ])
})

test('a scenario that was not played has no record, and still says how to play it', () => {
  const lacking = model.scenarios.find(({ id }) => id.startsWith('rate-limits/'))?.plays[0]
  expect(lacking?.record).toBeUndefined()
  expect(lacking?.commands).toEqual(['pnpm mailspec run rate-limits/hour-slides --target postfix --seed 7'])
})

test('what was played can be played again from its evidence', () => {
  expect(play?.commands).toEqual([
    'pnpm mailspec run pop-before-smtp/window-opens-and-closes-kerio --target postfix --seed 7',
    'pnpm mailspec replay evidence/pop-before-smtp/window-opens-and-closes-kerio@postfix.json --target postfix',
  ])
})

test('a claim that does not hold says how to see it again, one that holds does not', () => {
  expect(play?.record?.claims.map(({ reproduce }) => typeof reproduce)).toEqual([
    'undefined',
    'undefined',
    'undefined',
    'string',
  ])
})
