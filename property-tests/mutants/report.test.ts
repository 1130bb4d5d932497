import { expect, test } from 'vitest'
import type { Fate, Kill } from './mutant.ts'
import type { Part } from './parts.ts'
import { asJson, asTable, complaintsOf, countOf, leftOutOf, scoresOf, survivorsOf } from './report.ts'

const fate = (file: string, status: Fate['status'], kill?: Kill): Fate => ({
  mutant: {
    id: '1',
    file,
    line: 3,
    lineText: 'if (a >= b) return',
    span: { from: 4, to: 10 },
    from: 'a\n  >= b',
    to: 'a > b',
  },
  status,
  ...(kill && { kill }),
})
const kill: Kill = { by: 'story', id: 'relay/stranger-is-denied', manner: 'breaks', why: 'violates' }

const part = (folder: string, floor: number, storyFloor?: number): Part => ({
  folder,
  tests: [],
  floor,
  ...(storyFloor !== undefined && { storyFloor }),
})
const parts = [part('server', 50, 51), part('server/rules', 80), part('server/idle', 0)]
const fates = [
  fate('server/a.ts', 'killed', kill),
  fate('server/a.ts', 'uncovered'),
  fate('server/rules/b.ts', 'killed', { ...kill, by: 'test', manner: 'hang' }),
  fate('server/rules/b.ts', 'killed', { ...kill, manner: 'crash' }),
  fate('server/rules/b.ts', 'survived'),
  fate('server/rules/b.ts', 'equivalent'),
]

test('a mutant counts for the part with the longest folder, an equivalent one for none', () => {
  expect(scoresOf(fates, parts)).toMatchObject([
    { part: { folder: 'server' }, mutants: 2, byStory: 1, byTest: 0, uncovered: 1, killed: 50 },
    { part: { folder: 'server/rules' }, mutants: 4, byStory: 1, byTest: 1, crash: 1, hang: 1, killed: 66 },
  ])
})

const complaints = (isShare: boolean) =>
  scoresOf(fates, parts).flatMap((score) => complaintsOf(score, isShare))

test('a part below its floor is complained of, and one with too many equivalents', () => {
  expect(complaints(false)).toEqual([
    { text: 'server: 50 % are killed by stories, its floor is 51 %', failures: 1 },
    { text: 'server/rules: 66 % are killed, its floor is 80 %', failures: 1 },
    { text: 'server/rules: 1 of 4 are equivalent: more than one of ten', failures: 1 },
  ])
})

test('of a few files of a part, so many may survive as the floor allows, rounded up', () => {
  expect(complaints(true)).toEqual([])
  const more = [...fates, fate('server/rules/b.ts', 'survived'), fate('server/rules/b.ts', 'uncovered')]
  expect(scoresOf(more, parts).flatMap((score) => complaintsOf(score, true))).toEqual([
    { text: 'server/rules: 40 % are killed, its floor is 80 %', failures: 2 },
  ])
})

test('what passed is what is killed or equivalent, and what failed is what no floor allows', () => {
  expect(countOf(scoresOf(fates, parts), complaints(false))).toBe('4 passed, 3 failed')
})

test('for what there was no time, is told by file', () => {
  const [one, ...others] = fates
  expect(
    leftOutOf(
      fates.map(({ mutant }) => mutant),
      others,
    ),
  ).toEqual(['server/a.ts: 1 left out, because the time was over'])
  expect(one?.mutant.file).toBe('server/a.ts')
})

test('each that nobody notices is a line: where it is, and what it changes', () => {
  expect(survivorsOf(fates)).toEqual([
    'server/a.ts:3  uncovered  a >= b  →  a > b',
    'server/rules/b.ts:3  survived  a >= b  →  a > b',
  ])
})

test('the table has a row for each part', () => {
  const lines = asTable(scoresOf(fates, parts)).split('\n')
  expect(lines.map((line) => line.split(/ {2,}/)[0])).toEqual(['part', 'server', 'server/rules'])
})

test('the file says what killed a mutant, and how', () => {
  expect(asJson(fates, { seed: 1, sourceHash: 'x' }).mutants[0]).toEqual({
    file: 'server/a.ts',
    line: 3,
    from: 'a\n  >= b',
    to: 'a > b',
    status: 'killed',
    by: 'story',
    manner: 'breaks',
    what: 'relay/stranger-is-denied: violates',
  })
})
