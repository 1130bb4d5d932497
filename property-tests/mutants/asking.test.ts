import { describe, expect, test } from 'vitest'
import { openAskings } from './asking.ts'
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

const story = (id: string, busy: number, hits: Record<string, number>): CleanCheck => ({
  by: 'story',
  id,
  effort: { busy, idle: 0 },
  hits: new Map(Object.entries(hits)),
})

const asked = (
  mutants: readonly Mutant[],
  clean: readonly CleanCheck[],
  {
    atLoad = [],
    first = [],
    most = 9,
    together = Infinity,
  }: { atLoad?: string[]; first?: Check[]; most?: number; together?: number } = {},
) => {
  const ask = openAskings({ clean, atLoad: new Set(atLoad), mutants, most: { checks: most, together } })
  return mutants.slice(0, 1).map((one) => {
    const asking = ask(one, first)
    return { atLoad: asking.atLoad, checks: asking.checks.map(({ id }) => id) }
  })
}

describe('a mutant', () => {
  const stories = [story('slow', 90, { m: 1 }), story('elsewhere', 1, { n: 1 }), story('quick', 5, { m: 7 })]

  test('is played against the checks that pass it, the cheapest first', () => {
    expect(asked([mutant('m')], stories)).toEqual([{ atLoad: false, checks: ['quick', 'slow'] }])
  })

  test('meets first what is likely to notice it', () => {
    const first: Check[] = [{ by: 'story', id: 'slow' }]
    expect(asked([mutant('m')], stories, { first })).toMatchObject([{ checks: ['slow', 'quick'] }])
  })

  test('meets no more than there is time for, though the first one in any case', () => {
    expect(asked([mutant('m')], stories, { together: 94 })).toMatchObject([{ checks: ['quick'] }])
    expect(asked([mutant('m')], stories, { together: 95 })).toMatchObject([{ checks: ['quick', 'slow'] }])
    expect(asked([mutant('m')], stories, { together: 4 })).toMatchObject([{ checks: ['quick'] }])
  })

  test('is not played against what does not pass it, however likely', () => {
    const first: Check[] = [{ by: 'story', id: 'elsewhere' }]
    expect(asked([mutant('m')], stories, { first })).toMatchObject([{ checks: ['quick', 'slow'] }])
  })

  test('that is passed at load and in a story is not loaded again', () => {
    expect(asked([mutant('m')], stories, { atLoad: ['m'] })).toMatchObject([{ atLoad: false }])
  })

  test('meets early what is about its file: what passes what others do not pass there', () => {
    const everywhere = [1, 2, 3].map((cost) => story(`everywhere-${cost}`, cost, { m: 1 }))
    const about = story('about-it', 4, { m: 1, beside: 1 })
    const mutants = [mutant('m'), mutant('beside', 5, 6)]
    expect(asked(mutants, [...everywhere, about], { most: 2 })).toMatchObject([
      { checks: ['about-it', 'everywhere-1'] },
    ])
  })

  test('meets before others what is called after a word of its line, and what is about its part', () => {
    const everywhere = story('rfc/everywhere', 1, { m: 1 })
    const ofItsPart = story('queue/long', 9, { m: 1 })
    const named = story('rfc/baskets-of-fruit', 90, { m: 1 })
    const ask = openAskings({
      clean: [everywhere, ofItsPart, named],
      atLoad: new Set(),
      mutants: [mutant('m')],
      most: { checks: 9, together: Infinity },
      areasOf: () => ['queue'],
    })
    const { checks } = ask({ ...mutant('m'), lineText: 'return baskets >= 3' }, [])
    expect(checks.map(({ id }) => id)).toEqual(['rfc/baskets-of-fruit', 'queue/long', 'rfc/everywhere'])
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

  test('is played first against what passes a mutant within it', () => {
    expect(asked([whole, inner, beside, elsewhere], stories, { atLoad: ['whole'] })).toEqual([
      { atLoad: true, checks: ['passes-inner', 'passes-beside', 'passes-elsewhere'] },
    ])
  })

  test('then against what passes its file, and then against all others, the cheapest first', () => {
    expect(asked([whole, beside, elsewhere], stories, { atLoad: ['whole'] })).toEqual([
      { atLoad: true, checks: ['passes-beside', 'passes-elsewhere', 'passes-inner'] },
    ])
  })
})
