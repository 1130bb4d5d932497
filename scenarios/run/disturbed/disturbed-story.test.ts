import { describe, expect, test } from 'vitest'
import { evidenceJson, readEvidence } from '../../../reports/evidence-json.ts'
import { unheededSaboteurs } from '../../../reference-server/saboteurs/unheeded.ts'
import { readDisturbances } from '../../disturbances/catalogue.ts'
import { disturbance, type Disturbance } from '../../disturbances/disturbance.ts'
import { referenceTarget } from '../../targets/reference/target.ts'
import { readBook } from '../plan/book.ts'
import { planFor } from '../plan/plan.ts'
import { playOne } from '../play.ts'
import { replay } from '../replay.ts'
import { playDisturbed, relationOf, type DisturbedStory, type Plays } from './disturbed-story.ts'

const book = await readBook()
const catalogue = await readDisturbances()
const waits = 'greylisting/second-attempt-after-the-delay-commgate'

const named = (...names: readonly string[]): readonly Disturbance[] =>
  names.map((name) => {
    const found = catalogue.find((each) => each.name === name)
    if (!found) throw new Error(`there is no disturbance ${name}`)
    return found
  })

async function disturbed(
  id: string,
  disturbances: readonly Disturbance[],
  saboteurs: typeof unheededSaboteurs = [],
): Promise<DisturbedStory> {
  const { plan, play } = planOf(id, saboteurs)
  const plays: Plays = (one, within) => playOne(plan, one, { within })
  return playDisturbed(plan, play, { plain: await playOne(plan, play), disturbances, plays })
}

function planOf(id: string, saboteurs: typeof unheededSaboteurs = []) {
  const plan = planFor(
    book.filter((scenario) => scenario.id === id),
    referenceTarget({ saboteurs }),
    3,
  )
  const [play] = plan.plays
  if (!play) throw new Error(`there is no ${id}`)
  return { plan, play }
}

describe('a story under several disturbances', () => {
  test('holds where its verdict is the plain one', async () => {
    const story = await disturbed(waits, named('another-helo-each-session', 'policy-applied-again'))
    expect(story).toMatchObject({ broken: [], untold: [], passedOver: [] })
    expect(story.held.map(({ by }) => by.toSorted())).toEqual([
      ['another-helo-each-session', 'policy-applied-again'],
    ])
  })

  test('names the one to blame where it is another', async () => {
    const heedsHelo = unheededSaboteurs.filter(({ id }) => id === 'grey-list-of-the-name-in-ehlo')
    const bundle = named('policy-applied-again', 'another-helo-each-session', 'ehlo-again-before-mail')
    const { broken, held } = await disturbed(waits, bundle, heedsHelo)
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

  test('is stopped where it takes many times as long as its plain play', async () => {
    const neverGoes = disturbance('never-goes', {
      why: 'It hangs.',
      meddlesWith: [],
      around: () => new Promise(() => {}),
    })
    const { plan, play } = planOf(waits)
    const plain = { ...(await playOne(plan, play)), durationMs: 100 }
    const given: number[] = []
    const plays: Plays = (one, within) => {
      given.push(within)
      return playOne(plan, one, { within: 20 })
    }
    const { untold } = await playDisturbed(plan, play, { plain, disturbances: [neverGoes], plays })
    expect(given).toEqual([32_000])
    expect(untold.map(({ result }) => result.reasons.map(({ text }) => text))).toEqual([
      ['the story was not over within 0.02 s'],
    ])
  })

  test('leaves evidence that says so, and replays to the octet', async () => {
    const bundle = named(
      'account-added-before-each-step',
      'another-helo-each-session',
      'ehlo-again-before-mail',
    )
    const { held } = await disturbed(waits, bundle)
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
