import { expect, test } from 'vitest'
import { smallRun } from './small-run.ts'

const { results } = smallRun()
const cell = (clause: string, target: string) =>
  results.clauses.find(({ id }) => id === clause)?.results.find((result) => result.target === target)?.verdict

test.each([
  ['the claim that broke', 'kerio.relay.pop3-window', 'postfix', 'violates'],
  ['other claims of the same story', 'kerio.relay.pop3-grant', 'postfix', 'conforms'],
  ['the worst of two scenarios', 'kerio.relay.remote-only-authorized', 'reference', 'deviates'],
  ['a story that stopped', 'icewarp.submission.bypass-local-sender', 'reference', 'inconclusive'],
  ['a fault of ours', 'icewarp.submission.bypass-local-sender', 'postfix', 'faulty'],
  ['a shortfall', 'kerio.rate.sliding-hour', 'postfix', 'unsupported'],
])('a cell shows %s', (_, clause, target, verdict) => {
  expect(cell(clause, target)).toBe(verdict)
})

test('a clause that no scenario cites has no cells', () => {
  const silent = results.clauses.filter(({ status }) => status !== 'tested')
  expect(silent.length).toBeGreaterThan(400)
  expect(silent.every((clause) => clause.results.length === 0 && clause.scenarios.length === 0)).toBe(true)
})

test('the totals of a target count each of its scenarios once', () => {
  expect(results.targets.map(({ totals }) => totals)).toEqual([
    { conforms: 2, deviates: 1, violates: 0, inconclusive: 1, unsupported: 0, faulty: 0 },
    { conforms: 1, deviates: 0, violates: 1, inconclusive: 0, unsupported: 1, faulty: 1 },
  ])
})

test('a shortfall keeps what was needed and why it is lacking', () => {
  const shortfall = results.scenarios
    .flatMap((scenario) => scenario.results)
    .find(({ evidence }) => evidence === null)
  expect(shortfall?.reasons).toEqual([
    {
      kind: 'shortfall',
      need: 'rateLimit.perHour',
      text: 'its anvil counts per minute, not over a sliding hour',
    },
  ])
})
