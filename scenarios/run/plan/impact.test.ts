import { expect, test } from 'vitest'
import { outside, rfcScenario } from '#dsl'
import type { RfcClauseId } from '#clauses'
import { byImpact, impactOf, waitingInWords } from './impact.ts'

const story = (...clauses: readonly RfcClauseId[]) =>
  rfcScenario(`rfc/${clauses.join('-')}`, {
    title: 'a story',
    clauses,
    clients: { visitor: outside },
    run: async () => {},
  })

const gentle = story('rfc5321.quit-221')
const posts = story('rfc5321.quit-221', 'rfc5321.dot-unstuffed')
const floods = story('rfc1870.actual-too-big-552')
const fails = story('rfc4954.bad-credentials-535', 'rfc5321.dot-unstuffed')

test('a story does to a server what the worst of its clauses does', () => {
  expect([gentle, posts, floods, fails].map(impactOf)).toEqual([
    'none',
    'one-message',
    'many-messages',
    'blocks-client',
  ])
})

test('what goes further than is allowed waits', () => {
  const all = [gentle, posts, floods, fails]
  expect(byImpact(all, 'one-message')).toEqual({ allowed: [gentle, posts], waiting: [floods, fails] })
  expect(byImpact(all, 'blocks-client').waiting).toEqual([])
})

test('those that wait are counted, with the word that plays them', () => {
  expect(waitingInWords([floods, fails, fails])).toBe(
    '3 scenarios wait: 1 many-messages, 2 blocks-client (--impact blocks-client plays them)',
  )
  expect(waitingInWords([])).toBe('')
})
