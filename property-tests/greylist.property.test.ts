import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readPolicy, type PolicyDocument } from '#policy-document'
import { createEngine } from '../reference-server/policy/engine.ts'
import { atOnce } from '../reference-server/policy/testing.ts'
import { profiles } from '../reference-server/profiles/profiles.ts'
import { greylistStories, type Attempt } from './arbitraries/greylist.ts'
import { foreseeOffer } from '../scenarios/properties/models/greylist.ts'
import type { Answered, Offer } from '../scenarios/properties/models/world.ts'
import { path } from './decisions.ts'
import { runs } from './runs.ts'

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
      others: 0,
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
    answered: [],
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
      runs(800),
    )
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(400)
  })
})
