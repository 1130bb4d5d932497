import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { notAsked, readEquivalents, withEquivalents, type Equivalent } from './equivalents.ts'
import type { Fate } from './mutant.ts'

const folder = mkdtempSync(join(tmpdir(), 'mailspec-equivalents-'))
afterAll(() => rmSync(folder, { recursive: true }))

const fate = (status: Fate['status'], lineText = 'if (a >= b) return a'): Fate => ({
  mutant: {
    id: '1',
    file: 'a.ts',
    line: 3,
    lineText,
    span: { from: 4, to: 10 },
    from: 'a >= b',
    to: 'a > b',
  },
  status,
})
const entry: Equivalent = {
  file: 'a.ts',
  line: 'if (a >= b) return a',
  to: 'a > b',
  why: 'where both are equal, either is returned',
}

describe('an equivalent mutant', () => {
  test.each(['survived', 'uncovered'] as const)('that %s counts apart, with its reason', (status) => {
    const judged = withEquivalents([fate(status)], [entry])
    expect(judged.stale).toEqual([])
    expect(judged.fates).toMatchObject([{ status: 'equivalent', reason: entry.why }])
  })

  test('may be one of two of its line', () => {
    expect(withEquivalents([fate('survived')], [{ ...entry, from: 'b >= a' }]).fates).toMatchObject([
      { status: 'survived' },
    ])
    expect(withEquivalents([fate('survived')], [{ ...entry, from: 'a >= b' }]).fates).toMatchObject([
      { status: 'equivalent' },
    ])
  })
})

test('what was judged need not be asked, and comes out as equivalent', () => {
  const [same, other] = [fate('killed').mutant, fate('killed', 'if (a >= c) return a').mutant]
  const fates = notAsked([same, other], [entry])
  expect(withEquivalents(fates, [entry])).toMatchObject({ fates: [{ status: 'equivalent' }], stale: [] })
  expect(fates).toHaveLength(1)
})

describe('an entry is stale', () => {
  test.each([
    [
      'when its line has changed',
      fate('survived', 'if (a >= c) return a'),
      'there is no such mutant any more',
    ],
    ['when its mutant is killed', fate('killed'), 'it is killed after all'],
  ])('%s', (_, found, why) => {
    expect(withEquivalents([found], [entry]).stale).toEqual([
      `a.ts: "if (a >= b) return a" → "a > b": ${why}`,
    ])
  })

  test('but not when its file was not played', () => {
    expect(withEquivalents([fate('survived')], [{ ...entry, file: 'b.ts' }]).stale).toEqual([])
  })
})

test('the file that is kept can be read', () => {
  expect(Array.isArray(readEquivalents(join(import.meta.dirname, 'equivalent.yaml')))).toBe(true)
})

test.each([
  ['no reason', '- { file: a.ts, line: a, to: b }', '[0].why'],
  ['a reason that is none', '- { file: a.ts, line: a, to: b, why: equivalent }', '[0].why'],
  [
    'a key it does not know',
    '- { file: a.ts, line: a, to: b, why: the two cannot be told apart, by: me }',
    '"by"',
  ],
])('an entry with %s is refused', (name, text, where) => {
  const file = join(folder, `${name}.yaml`)
  writeFileSync(file, text)
  expect(() => readEquivalents(file)).toThrow(where)
})
