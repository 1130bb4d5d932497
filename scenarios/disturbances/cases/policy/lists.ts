import type { Scenario } from '#dsl'
import { disturbance } from '../../disturbance.ts'

/** No client and no server of a story is there. */
const nobody = '198.18.77.7'

type Policy = Scenario['policy']

/** Each list of addresses that has entries begins with one more. */
const withNobody = (policy: Policy): Policy => ({
  ...policy,
  ...(policy.ipGroups && {
    ipGroups: Object.fromEntries(
      Object.entries(policy.ipGroups).map(([group, entries]) => [group, nobodyBefore(entries)]),
    ),
  }),
  ...(policy.relay?.trusted && { relay: { ...policy.relay, trusted: nobodyBefore(policy.relay.trusted) } }),
})

const nobodyBefore = <Entries extends readonly string[] | null>(entries: Entries) =>
  entries && entries.length > 0 ? [nobody, ...entries] : entries

const isPolicy = (value: unknown): value is Policy => typeof value === 'object' && value !== null

export const nobodyFirst = disturbance('nobody-first-in-lists', {
  why: 'An entry that matches nobody takes nothing from those that come after it.',
  meddlesWith: [],
  head: (scenario) => ({ ...scenario, policy: withNobody(scenario.policy) }),
  args: ({ actor, verb, given }) =>
    actor === 'operator' && verb === 'sets'
      ? given.map((each) => (isPolicy(each) ? withNobody(each) : each))
      : given,
})
