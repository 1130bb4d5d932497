import { readdirSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSink } from '#peers'
import { outside, scenario } from '#dsl'
import type { Target } from '../targets/target.ts'
import { compareTargets, type CompareOptions } from './compare.ts'
import { NothingPlayed } from './plan/nothing-played.ts'
import { planFor } from './plan/plan.ts'

const story = (id: string) =>
  scenario(`relay/${id}`, {
    title: 'A visitor says NOOP',
    clauses: ['kerio.relay.remote-only-authorized'],
    profile: 'kerio',
    policy: {},
    clients: { visitor: outside },
    async run({ visitor, claim }) {
      const session = await visitor.opens('mx')
      claim(await session.says('NOOP')).isAccepted()
    },
  })
const stories = [story('a'), story('b'), story('c'), story('d'), story('e')]

/** A server that takes everything except commands that do not exist; after so many stagings it is gone. */
const server = (name: string, livesFor = Number.POSITIVE_INFINITY, nonsense = '500 5.5.1 what'): Target => {
  let staged = 0
  return {
    name,
    software: 'a stranger',
    clock: 'none',
    shortfalls: () => [],
    stage: async (needs) => {
      const sink = await openSink({ host: '127.0.0.1', now: () => 0 }, [['XCANARY', nonsense]])
      staged += 1
      if (staged > livesFor) await sink.close()
      return {
        policy: needs.policy,
        endpoint: () => ({ host: sink.host, port: sink.port, tls: 'none' }),
        source: () => '127.0.0.1',
        accounts: {},
        now: () => 0,
        [Symbol.asyncDispose]: async () => {
          if (staged <= livesFor) await sink.close()
        },
      }
    },
  }
}
const absent: Target = {
  ...server('absent'),
  obstacles: () => [{ need: 'this machine', why: 'it needs another' }],
  shortfalls: () => [{ need: 'this machine', why: 'it needs another' }],
  stage: () => Promise.resolve([{ need: 'this machine', why: 'it needs another' }]),
}

describe('several targets in one run', () => {
  let out: string
  beforeAll(async () => {
    out = await mkdtemp(join(tmpdir(), 'mailspec-compare-'))
  })
  afterAll(() => rm(out, { recursive: true }))

  const comparing = (targets: readonly Target[], how: Partial<CompareOptions> = {}) =>
    compareTargets(
      targets.map((target) => ({ plan: planFor(stories, target, 1), expected: [] })),
      { out, jobs: 2, seed: 1, ...how },
    )
  const verdictsOn = (results: Awaited<ReturnType<typeof comparing>>['results'], target: string) =>
    results.scenarios.map((each) => each.results.find((result) => result.target === target)?.verdict)

  test('one that dies half-way is inconclusive from there, and the others are played on', async () => {
    // Two stagings are used to find out whether it can be played on at all.
    const { results, played } = await comparing([server('well'), server('dying', 4), absent])
    expect(verdictsOn(results, 'well')).toEqual(Array.from({ length: 5 }, () => 'conforms'))
    expect(verdictsOn(results, 'dying')).toEqual([
      'conforms',
      'conforms',
      ...Array.from({ length: 3 }, () => 'inconclusive'),
    ])
    expect(verdictsOn(results, 'absent')).toEqual(Array.from({ length: 5 }, () => 'unsupported'))
    expect(results.scenarios.at(-1)?.results[1]?.reasons[0]?.text).toMatch(
      /^it no longer answers: the sanity session failed/,
    )
    expect(played.map(({ name, trouble }) => [name, trouble !== undefined])).toEqual([
      ['well', false],
      ['dying', true],
      ['absent', false],
    ])
  })

  test('what is declared of one that cannot run here is not stale', async () => {
    const expected = stories.map(({ id }) => ({ scenario: id, verdict: 'violates' as const, reason: 'so' }))
    const { stale } = await compareTargets([{ plan: planFor(stories, absent, 1), expected }], {
      out,
      jobs: 1,
      seed: 1,
    })
    expect(stale).toEqual([])
  })

  test('one that takes nonsense makes its own cells faulty and no others', async () => {
    const { results } = await comparing([server('well'), server('yes-man', 9, '250 2.0.0 whatever you say')])
    expect(verdictsOn(results, 'yes-man')).toEqual(Array.from({ length: 5 }, () => 'faulty'))
    expect(verdictsOn(results, 'well')).toContain('conforms')
  })

  test('interrupted, it writes what there is and says that it is incomplete', async () => {
    const controller = new AbortController()
    const { results, report } = await comparing([server('well')], {
      signal: controller.signal,
      onResult: () => controller.abort('interrupted'),
    })
    expect(results.run.complete).toBe(false)
    expect(verdictsOn(results, 'well')).toEqual(['conforms'])
    expect(await readFile(report.index, 'utf8')).toContain('This run ended early.')
  })

  test('interrupted before anything was played, it leaves no report', async () => {
    const before = readdirSync(out)
    const comparison = comparing([server('well')], { signal: AbortSignal.abort('interrupted') })
    await expect(comparison).rejects.toThrow(new NothingPlayed('interrupted'))
    expect(readdirSync(out)).toEqual(before)
  })
})
