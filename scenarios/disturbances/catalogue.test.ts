import { describe, expect, test } from 'vitest'
import type { Evidence } from '#evidence'
import { referenceTarget } from '../targets/reference/target.ts'
import { disturbedPlay, lettingIn } from '../run/disturbed/disturbed-plan.ts'
import { readBook } from '../run/plan/book.ts'
import { planFor, type PlannedPlay } from '../run/plan/plan.ts'
import { playOne } from '../run/play.ts'
import { readDisturbances } from './catalogue.ts'
import type { Disturbance } from './disturbance.ts'

const plan = planFor(await readBook(), referenceTarget(), 1)
const disturbances = await readDisturbances()
const plain = new Map<PlannedPlay, Evidence | undefined>()

/** Plays a story plainly, once for all disturbances. */
async function plainly(play: PlannedPlay): Promise<Evidence | undefined> {
  if (!plain.has(play)) plain.set(play, (await playOne(plan, play)).evidence)
  return plain.get(play)
}

test('each has a slug for a name, and says why', () => {
  expect(disturbances.filter(({ name }) => !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name))).toEqual([])
  expect(disturbances.filter(({ why }) => !/^[A-Z].*\.$/.test(why))).toEqual([])
})

describe('each changes the wire, the steps or the policy of some story', () => {
  test.for(disturbances.map((each) => [each.name, each] as const))('%s', async ([, each]) => {
    expect(await changesSomeStory(each)).toBe(true)
  })
})

async function changesSomeStory(each: Disturbance): Promise<boolean> {
  // What a wrong password is nobody sees: it is masked.
  if (each.wrong) return changesPassword(each)
  for (const play of plan.plays) {
    const before = await plainly(play)
    if (!before) continue
    if (lettingIn(play, before, [each]).by.length === 0) continue
    const disturbed = disturbedPlay(plan, play, [each])
    if (disturbed.disturbing?.startsWith) return true
    const { evidence: after } = await playOne(plan, disturbed)
    if (after && shown(after) !== shown(before)) return true
  }
  return false
}

const named = (name: string) => ({
  address: `${name}@local.test`,
  login: `${name}@local.test`,
  password: `Pw-1-${name}`,
})

function changesPassword({ wrong }: Disturbance): boolean {
  const said = wrong?.(named('alice'), [named('bob')])
  return said !== undefined && JSON.stringify(said) !== JSON.stringify(named('alice'))
}

const shown = ({ head, steps, sessions }: Evidence): string => JSON.stringify([head.policy, steps, sessions])
