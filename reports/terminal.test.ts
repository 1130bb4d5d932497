import { stripVTControlCharacters } from 'node:util'
import { expect, test } from 'vitest'
import { impliedClauses } from '#clauses'
import { hostile, smallRun } from './small-run.ts'
import type { ClauseEntry, Verdict } from './results.ts'
import { terminalSummary } from './terminal.ts'

const { results } = smallRun()

test('what did not conform is listed with its reasons, then the counts, then one sentence', () => {
  const lines = terminalSummary(results).split('\n')
  expect(lines.filter((line) => !/^ {6}|reproduce it/.test(line))).toEqual([
    '✗ violates      postfix    pop-before-smtp/window-opens-and-closes-kerio',
    '    laptop#4: expected a permanent refusal by RCPT, saw RCPT 250 2.1.5 recipient ok',
    '≈ deviates      reference  relay/denial-has-its-code',
    '    stranger#1: expected 530, saw RCPT 550 5.7.1 relaying denied',
    '? inconclusive  reference  submission/printer-submits',
    '    printer#1, EHLO: expected a greeting, saw 421 too many connections',
    '! faulty        postfix    submission/printer-submits',
    '    the sink of the run could not be started: address in use',
    '',
    'reference  ✓ 2 conforms   ≈ 1 deviates   ? 1 inconclusive',
    'postfix    ✓ 1 conforms   ✗ 1 violates   ! 1 faulty   – 1 unsupported',
    `5 scenarios on 2 targets in 412 ms; decided 4 of 495 clauses, 0 of ${impliedClauses.length} implied.`,
    '',
  ])
})

test('what did not conform says how to see it again, from where the reader stands', () => {
  const lines = terminalSummary(results, { folder: 'reports/out/small' }).split('\n')
  const start = lines.findIndex((line) => line.includes('relay/denial-has-its-code'))
  expect(lines.slice(start + 1, start + 10)).toEqual([
    '    stranger#1: expected 530, saw RCPT 550 5.7.1 relaying denied',
    '    reproduce it:',
    '      # a server with the policy {}, profile kerio',
    '      # pnpm mailspec stage relay/denial-has-its-code --target reference',
    '      #   has one wait until Ctrl-C, and prints what to set here',
    "      # MX_PORT: the place of the server's mx service",
    '      swaks --server 127.0.0.1 --port "$MX_PORT" --helo laptop.test --from alice@local.test --to bob@remote.test --quit-after RCPT',
    '      # stranger#1: expected 530, saw RCPT 550 5.7.1 relaying denied',
    '      pnpm mailspec replay reports/out/small/evidence/relay/denial-has-its-code@reference.json --target reference',
  ])
})

test('colours are written only when asked for, and change nothing else', () => {
  const coloured = terminalSummary(results, { colour: true })
  expect(coloured).not.toBe(terminalSummary(results))
  expect(stripVTControlCharacters(coloured)).toBe(terminalSummary(results))
})

test('what a peer says cannot steer the terminal', () => {
  const steering = structuredClone(results)
  for (const result of steering.scenarios.flatMap((scenario) => scenario.results)) {
    for (const reason of result.reasons) reason.text = `\u001b[2J${hostile}`
  }
  expect(terminalSummary(steering)).not.toMatch(/(?!\n)\p{Cc}/u)
})

const rule = (id: string, ...verdicts: readonly Verdict[]): ClauseEntry => ({
  id,
  product: 'rfc5321',
  area: 'rfc',
  status: 'tested',
  scenarios: ['rfc/some-conduct'],
  saboteurs: [],
  results: verdicts.map((verdict) => ({ target: 'reference', verdict })),
})

test('the closing sentence counts what this run decided, whatever other scenarios cite', () => {
  const stated = results.clauses.map((clause) => ({ ...clause, results: [] }))
  const rules = [
    rule('rfc5321.quit-221', 'conforms'),
    rule('rfc5321.postmaster', 'unsupported', 'violates'),
    rule('rfc5321.helo-first', 'unsupported', 'inconclusive'),
    rule('rfc5321.verbs-any-case'),
  ]
  expect(terminalSummary({ ...results, clauses: [...stated, ...rules] })).toMatch(
    /decided 0 of 495 clauses, 0 of \d+ implied, 2 of 4 RFC rules\.\n$/,
  )
})

test('a run that ended early says so', () => {
  const { run, ...rest } = results
  const early = terminalSummary({ ...rest, run: { ...run, complete: false } })
  expect(early).toContain('The run ended before everything planned was played.')
})
