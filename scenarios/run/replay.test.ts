import { describe, expect, test } from 'vitest'
import type { Evidence } from '#evidence'
import { evidenceJson, readEvidence } from '../../reports/evidence-json.ts'
import { referenceTarget } from '../targets/reference/target.ts'
import { readBook } from './plan/book.ts'
import { planFor } from './plan/plan.ts'
import { playOne } from './play.ts'
import { replay } from './replay.ts'

const plan = planFor(await readBook(), referenceTarget(), 3)

const playable = plan.plays.filter(({ shortfalls }) => shortfalls.length === 0)
/** One scenario of each area and profile; all of them where MAILSPEC_ALL asks for it. */
const some =
  process.env['MAILSPEC_ALL'] === undefined
    ? [...new Map(playable.map((play) => [`${play.scenario.area} ${play.scenario.profile}`, play])).values()]
    : playable

async function recorded(id: string): Promise<Evidence> {
  const play = plan.plays.find(({ scenario }) => scenario.id === id)
  const { evidence } = play ? await playOne(plan, play) : {}
  if (!evidence) throw new Error(`${id} was not played`)
  return readEvidence(evidenceJson(evidence))
}

describe('evidence replayed on the server it comes from', () => {
  test('is the same to the octet', async () => {
    for (const { scenario } of some) {
      const before = await recorded(scenario.id)
      const { evidence } = await replay(before, referenceTarget())
      expect(evidence && evidenceJson(evidence), scenario.id).toBe(evidenceJson(before))
    }
  })
})

test('a sentinel is not told again: each look sends its own', async () => {
  const evidence = await recorded('relay/strangers-reach-local-domains-only-kerio')
  const insisting = evidence.steps.filter(({ verb }) => verb === 'insists')
  const sentinel = { ...insisting[0], verb: 'sendsSentinel' }
  const { steps } = evidence
  const replayed = await replay(
    {
      ...evidence,
      steps: [...steps, { actor: 'reader', at: 0, with: {}, sessions: [], order: 0, ...sentinel }],
    },
    referenceTarget(),
  )
  expect(replayed).toMatchObject({ verdict: 'conforms', reasons: [] })
  expect(replayed.evidence?.steps.map(({ verb }) => verb)).toEqual(steps.map(({ verb }) => verb))
})

test('a step nobody knows is our fault, and is named', async () => {
  const evidence = await recorded('relay/one-session-two-answers-kerio')
  const [first, ...others] = evidence.steps
  if (!first) throw new Error('the story has no steps')
  const strange = { ...evidence, steps: [{ ...first, verb: 'sings' }, ...others] }
  expect(await replay(strange, referenceTarget())).toMatchObject({
    verdict: 'faulty',
    reasons: [{ text: `this mailspec cannot replay "${first.actor} sings"` }],
  })
})

test('a server that decides otherwise is judged by the same claims', async () => {
  const evidence = await recorded('relay/open-mode-asks-nobody-kerio')
  const strict = { ...evidence, head: { ...evidence.head, policy: { relay: { mode: 'restricted' } } } }
  const { verdict, evidence: told } = await replay(strict, referenceTarget())
  expect(verdict).toBe('violates')
  expect(told?.claims.map(({ expected, where }) => ({ expected, where }))).toEqual(
    evidence.claims.map(({ expected, where }) => ({ expected, where })),
  )
})
