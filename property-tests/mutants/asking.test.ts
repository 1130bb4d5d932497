import { describe, expect, test } from 'vitest'
import { askingsOf } from './asking.ts'
import type { Check, CleanCheck, Mutant } from './mutant.ts'

const mutant = (id: string, from = 0, to = 1, file = 'a.ts'): Mutant => ({
  id,
  file,
  line: 1,
  lineText: 'a >= b',
  span: { from, to },
  from: 'a >= b',
  to: 'a > b',
})

const story = (id: string, milliseconds: number, hits: Record<string, number>): CleanCheck => ({
  by: 'story',
  id,
  milliseconds,
  hits: new Map(Object.entries(hits)),
})

const asked = (
  mutants: readonly Mutant[],
  clean: readonly CleanCheck[],
  { atLoad = [], killer, most = 9 }: { atLoad?: readonly string[]; killer?: Check; most?: number } = {},
) =>
  askingsOf({ clean, atLoad: new Set(atLoad), mutants, most }, mutants.slice(0, 1), () => killer).map(
    (asking) => ({
      atLoad: asking.atLoad,
      checks: asking.checks.map(({ id }) => id),
    }),
  )

describe('a mutant', () => {
  const stories = [story('slow', 90, { m: 1 }), story('elsewhere', 1, { n: 1 }), story('quick', 5, { m: 7 })]

  test('is played against the checks that pass it, the cheapest first', () => {
    expect(asked([mutant('m')], stories)).toEqual([{ atLoad: false, checks: ['quick', 'slow'] }])
  })

  test('meets first what killed it last time', () => {
    const killer = { by: 'story', id: 'slow' } as const
    expect(asked([mutant('m')], stories, { killer })).toMatchObject([{ checks: ['slow', 'quick'] }])
  })

  test('is not played against what no longer passes it, though it killed it last time', () => {
    const killer = { by: 'story', id: 'elsewhere' } as const
    expect(asked([mutant('m')], stories, { killer })).toMatchObject([{ checks: ['quick', 'slow'] }])
  })

  test('that is passed at load and in a story is not loaded again', () => {
    expect(asked([mutant('m')], stories, { atLoad: ['m'] })).toMatchObject([{ atLoad: false }])
  })

  test('that too many pass is played against the cheapest, and those that pass it most often', () => {
    const many = [1, 2, 3, 4, 5, 6].map((cost) => story(`costs-${cost}`, cost, { m: cost === 5 ? 9 : 1 }))
    expect(asked([mutant('m')], many, { most: 3 })).toMatchObject([
      { checks: ['costs-1', 'costs-2', 'costs-5'] },
    ])
  })

  test('meets the tests beside its file before others', () => {
    const tests = [story('b.test.ts > b', 1, { m: 1 }), story('a.test.ts > a', 9, { m: 1 })]
    expect(asked([mutant('m')], tests)).toMatchObject([{ checks: ['a.test.ts > a', 'b.test.ts > b'] }])
  })

  test('that nothing passes is asked of nobody', () => {
    expect(asked([mutant('x')], stories)).toEqual([{ atLoad: false, checks: [] }])
  })
})

describe('a mutant that is passed at load only', () => {
  const whole = mutant('whole', 0, 100)
  const inner = mutant('inner', 10, 20)
  const beside = mutant('beside', 200, 210)
  const elsewhere = mutant('elsewhere', 10, 20, 'b.ts')
  const stories = [
    story('passes-inner', 9, { inner: 1 }),
    story('passes-beside', 1, { beside: 1 }),
    story('passes-elsewhere', 1, { elsewhere: 1 }),
  ]

  test('is played against what passes a mutant within it', () => {
    expect(asked([whole, inner, beside, elsewhere], stories, { atLoad: ['whole'] })).toEqual([
      { atLoad: true, checks: ['passes-inner'] },
    ])
  })

  test('and otherwise against what passes its file', () => {
    expect(asked([whole, beside, elsewhere], stories, { atLoad: ['whole'] })).toEqual([
      { atLoad: true, checks: ['passes-beside'] },
    ])
  })
})
