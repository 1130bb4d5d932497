import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readPolicy, type PolicyDocument } from '#policy-document'
import { createEngine } from '../reference-server/policy/engine.ts'
import { greylistDelaySaboteurs, greylistMemorySaboteurs } from '../reference-server/saboteurs/greylist.ts'
import { atOnce } from '../reference-server/policy/testing.ts'
import { profiles } from '../reference-server/profiles/profiles.ts'
import { greylistStories, type Attempt } from './arbitraries/greylist.ts'
import { drives, greylistSetting } from './driven/greylist.ts'
import { foreseeOffer, type Answered, type Offer } from './models/greylist.ts'
import { path } from './decisions.ts'
import { runs } from './runs.ts'

const faults = [...greylistDelaySaboteurs, ...greylistMemorySaboteurs]
const beginning = Date.UTC(2026, 0, 1)

const offersOf = (attempts: readonly Attempt[]): readonly Offer[] => {
  let at = beginning
  return attempts.map(({ after, ...attempt }) => ({ ...attempt, at: (at += after) }))
}

function engineAnswers(
  product: 'commgate' | 'ics',
  policy: PolicyDocument,
  offers: readonly Offer[],
): readonly boolean[] {
  const reading = readPolicy(profiles[product], [policy])
  if (reading.problems) throw new Error(JSON.stringify(reading.problems))
  const engine = createEngine(reading.policy, profiles[product].conduct)
  return offers.map(({ at, address, account, from, to }) => {
    const facts = {
      session: { startedAt: at },
      protocol: 'smtp' as const,
      port: 25,
      address,
      now: at,
      authFailed: false,
      reversePath: from === null ? null : path(from),
      forwardPath: path(to),
      ...(account !== undefined && { account }),
    }
    return atOnce(engine.decide('rcpt', facts)).permits
  })
}

function modelAnswers(
  product: 'commgate' | 'ics',
  policy: PolicyDocument,
  offers: readonly Offer[],
): readonly Answered['came'][] {
  const world = {
    product,
    policy,
    bypassesLocalSenders: false,
    hosts: {},
    names: {},
    logins: [],
    messages: [],
  }
  const answered: Answered[] = []
  for (const offer of offers) answered.push({ ...offer, came: foreseeOffer(world, answered, offer) })
  return answered.map(({ came }) => came)
}

describe('for any policy and any history, the grey list and its model decide alike', () => {
  test.each(['commgate', 'ics'] as const)('%s', (product) => {
    const seen = { taken: 0, spared: 0, deferred: 0, refused: 0 }
    fc.assert(
      fc.property(greylistStories(product), ({ policy, attempts }) => {
        const offers = offersOf(attempts)
        const foreseen = modelAnswers(product, policy, offers)
        for (const came of foreseen) seen[came]++
        expect(engineAnswers(product, policy, offers)).toEqual(
          foreseen.map((came) => came === 'taken' || came === 'spared'),
        )
      }),
      runs(400),
    )
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(400)
  })
})

describe('for any story over real sessions, the grey list and its model decide alike', () => {
  test('commgate, everything on', async () => {
    const seen = await drives(greylistSetting, { stories: 25, maxSteps: 40 })
    expect(Math.min(seen.taken, seen.deferred)).toBeGreaterThan(50)
  })

  test.each([
    'greylist-opens-a-moment-early',
    'greylist-counts-from-the-last-attempt',
    'greylist-knows-no-senders',
    'greylist-knows-servers-by-network',
    'greylist-keeps-a-moment-more',
  ])('the fault %s is found', async (id) => {
    const saboteurs = faults.filter((fault) => fault.id === id)
    expect(saboteurs.length).toBe(1)
    const search = { stories: 100, maxSteps: 40, saboteurs }
    await expect(drives(greylistSetting, search)).rejects.toThrow(/Property failed/)
  })
})
