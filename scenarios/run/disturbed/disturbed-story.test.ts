import { describe, expect, test } from 'vitest'
import { evidenceJson, readEvidence } from '../../../reports/evidence-json.ts'
import { unheededSaboteurs } from '../../../reference-server/saboteurs/unheeded.ts'
import { readDisturbances } from '../../disturbances/catalogue.ts'
import type { Disturbance } from '../../disturbances/disturbance.ts'
import { referenceTarget } from '../../targets/reference/target.ts'
import { readBook } from '../plan/book.ts'
import { planFor, type Plan, type PlannedPlay } from '../plan/plan.ts'
import { playOne, type PlayResult } from '../play.ts'
import { replay } from '../replay.ts'
import { playDisturbed, relationOf, type DisturbedStory } from './disturbed-story.ts'

const book = await readBook()
const catalogue = await readDisturbances()
const rate = 'rate-limits/hourly-number-and-no-more-kerio'

const named = (...names: readonly string[]): readonly Disturbance[] =>
  names.map((name) => {
    const found = catalogue.find((each) => each.name === name)
    if (!found) throw new Error(`there is no disturbance ${name}`)
    return found
  })

async function disturbed(
  id: string,
  bundle: readonly Disturbance[],
  saboteurs: typeof unheededSaboteurs = [],
): Promise<DisturbedStory> {
  const plan: Plan = planFor(
    book.filter((scenario) => scenario.id === id),
    referenceTarget({ saboteurs }),
    3,
  )
  const [play] = plan.plays
  if (!play) throw new Error(`there is no ${id}`)
  const plays = (one: PlannedPlay): Promise<PlayResult> => playOne(plan, one)
  return playDisturbed(plan, play, { plain: await plays(play), bundle, plays })
}

describe('a story under several disturbances', () => {
  test('holds where its verdict is the plain one', async () => {
    const story = await disturbed(rate, named('another-helo-each-session', 'policy-applied-again'))
    expect(story).toMatchObject({ broken: [], untold: [], passedOver: [] })
    expect(story.held.map(({ by }) => by)).toEqual([['another-helo-each-session', 'policy-applied-again']])
  })

  test('names the one to blame where it is another', async () => {
    const heedsHelo = unheededSaboteurs.filter(({ id }) => id === 'rate-of-the-name-in-ehlo')
    const bundle = named('policy-applied-again', 'another-helo-each-session', 'ehlo-again-before-mail')
    const { broken, held } = await disturbed(rate, bundle, heedsHelo)
    expect(broken.map(({ by, result }) => [...by, result.verdict])).toEqual([
      ['another-helo-each-session', 'violates'],
    ])
    expect(held.map(({ by }) => by)).toEqual([['policy-applied-again'], ['ehlo-again-before-mail']])
  })

  test('is passed over by one that meddles with what it is about', async () => {
    const { passedOver, held } = await disturbed(
      'abuse-limits/failed-commands-end-the-session-kerio',
      named('mail-within-mail'),
    )
    expect(held).toEqual([])
    expect(passedOver).toEqual([
      { disturbance: 'mail-within-mail', why: 'the story names limits.failedCommands' },
    ])
  })

  test('leaves evidence that says so, and replays to the octet', async () => {
    const bundle = named(
      'account-added-before-each-step',
      'another-helo-each-session',
      'ehlo-again-before-mail',
    )
    const { held } = await disturbed(rate, bundle)
    const [evidence] = held.flatMap(({ result }) => result.evidence ?? [])
    if (!evidence) throw new Error('it left no evidence')
    expect(evidence.disturbedBy).toEqual(bundle.map(({ name }) => name))
    const stored = readEvidence(evidenceJson(evidence))
    const replayed = await replay(stored, referenceTarget())
    expect(replayed.evidence && evidenceJson(replayed.evidence)).toBe(evidenceJson(evidence))
  })
})

test.for([
  ['conforms', 'conforms', 'same'],
  ['conforms', 'violates', 'other'],
  ['violates', 'conforms', 'other'],
  ['deviates', 'conforms', 'other'],
  ['conforms', 'inconclusive', 'none'],
  ['violates', 'unsupported', 'none'],
  ['inconclusive', 'conforms', 'none'],
] as const)('a plain play that %s and a disturbed one that %s: %s', ([plain, again, relation]) => {
  expect(relationOf(plain, again)).toBe(relation)
})
