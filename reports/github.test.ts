import { expect, test } from 'vitest'
import { badgeJson } from './badge.ts'
import { annotations, stepSummary } from './github.ts'
import { hostile, smallRun } from './small-run.ts'

const { results } = smallRun()

const hostileResults = () => {
  const wrong = structuredClone(results)
  for (const reason of wrong.scenarios
    .flatMap((scenario) => scenario.results)
    .flatMap(({ reasons }) => reasons)) {
    reason.text = `100%, a: b | [x](y) \n::error::${hostile}`
  }
  return wrong
}

test('the summary counts verdicts by target and names what did not conform', () => {
  const lines = stepSummary(results).split('\n')
  expect(lines.slice(0, 6)).toEqual([
    '### mailspec: `reference`, `postfix`',
    '',
    '| target | ✓ conforms | ≈ deviates | ? inconclusive | ✗ violates | ! faulty | – unsupported |',
    '| :-- | --: | --: | --: | --: | --: | --: |',
    '| `reference` | 2 | 1 | 1 | 0 | 0 | 0 |',
    '| `postfix` | 1 | 0 | 0 | 1 | 1 | 1 |',
  ])
  expect(lines).toContain(
    '- ✗ **violates** on `postfix`: `pop-before-smtp/window-opens-and-closes-kerio`, A POP3 login lets its address relay for the window, and no longer',
  )
})

test('each claim that does not hold is marked where it is made', () => {
  expect(annotations(results)).toEqual([
    '::error file=scenarios/cases/pop-before-smtp/window.ts,line=35,title=pop-before-smtp/window-opens-and-closes-kerio violates on postfix::laptop#4: expected a permanent refusal by RCPT, saw RCPT 250 2.1.5 recipient ok',
    '::warning file=scenarios/cases/pop-before-smtp/window.ts,line=12,title=relay/denial-has-its-code deviates on reference::stranger#1: expected 530, saw RCPT 550 5.7.1 relaying denied',
  ])
})

test('what a peer says is neither markup nor a command', () => {
  const wrong = hostileResults()
  const [first = ''] = annotations(wrong)
  expect(annotations(wrong)).toHaveLength(2)
  expect(first).toContain('::100%25, a: b | [x](y) ')
  expect(first).not.toContain('\n')
  expect(stepSummary(wrong)).not.toMatch(/<script|[^\\]\[x\]|^::error/m)
})

test('the badge says how many, in the colour of the worst', () => {
  expect(JSON.parse(badgeJson(results))).toEqual({
    schemaVersion: 1,
    label: 'mailspec',
    message: '3 conforms, 1 deviates, 1 inconclusive, 1 violates, 1 faulty',
    color: 'critical',
  })
  const none = { ...results, scenarios: [], run: { ...results.run, complete: false } }
  expect(JSON.parse(badgeJson(none))).toMatchObject({
    message: 'nothing played (incomplete)',
    color: 'lightgrey',
  })
})
