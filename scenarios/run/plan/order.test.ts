import { describe, expect, test } from 'vitest'
import { at, outside, scenario, type Scenario } from '#dsl'
import type { Target } from '../../targets/target.ts'
import { inRestartOrder, serversNeeded } from './order.ts'
import { planFor, type PlannedPlay } from './plan.ts'

const target: Target = {
  name: 'stranger',
  software: 'a stranger',
  clock: 'turned',
  shortfalls: ({ scenario: id }) => (id.includes('cannot') ? [{ need: 'policy', why: 'it cannot' }] : []),
  stage: () => Promise.resolve([]),
}

const story = (id: string, head: Partial<Pick<Scenario, 'policy' | 'clients' | 'uses'>> = {}): Scenario =>
  Object.assign(
    scenario(`relay/${id}`, {
      title: id,
      clauses: ['kerio.relay.remote-only-authorized'],
      profile: 'kerio',
      policy: {},
      clients: { visitor: outside },
      run: async () => {},
    }),
    head,
  )

const open = { relay: { mode: 'open' } } as const
const planned = (...stories: readonly Scenario[]): readonly PlannedPlay[] => planFor(stories, target, 1).plays
const idsOf = (plays: readonly PlannedPlay[]): readonly string[] =>
  plays.map(({ scenario: { id } }) => id.replace('relay/', ''))

describe('plays in the order that spares restarts', () => {
  test('those of one configuration stand together', () => {
    const plays = planned(story('a'), story('b', { policy: open }), story('c'), story('d', { policy: open }))
    expect(idsOf(inRestartOrder(plays))).toEqual(['a', 'c', 'b', 'd'])
    expect(serversNeeded(plays)).toBe(2)
  })

  test('what cannot be played comes first and needs no server', () => {
    const plays = planned(story('a'), story('cannot-b'))
    expect(idsOf(inRestartOrder(plays))).toEqual(['cannot-b', 'a'])
    expect(serversNeeded(plays)).toBe(1)
  })

  test('a fixed address meets a server once', () => {
    const clients = { office: at('192.0.2.20') }
    const plays = planned(story('a', { clients }), story('b', { clients }), story('c'))
    expect(idsOf(inRestartOrder(plays))).toEqual(['a', 'c', 'b'])
    expect(serversNeeded(plays)).toBe(2)
  })

  test('a story that changes the configuration comes last on its server', () => {
    const plays = planned(story('a', { uses: ['operator'] }), story('b'), story('c'))
    expect(idsOf(inRestartOrder(plays))).toEqual(['b', 'c', 'a'])
    expect(serversNeeded(plays)).toBe(1)
  })
})
