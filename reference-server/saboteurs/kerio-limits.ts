import { saboteur, type Saboteur } from './saboteur.ts'

/** Faults in the limits that Kerio sets to one session. */
export const kerioLimitSaboteurs: readonly Saboteur[] = [
  saboteur({
    id: 'failures-never-end-a-session',
    clause: 'kerio.limits.failed-commands',
    seam: 'failed-commands.most',
    replace: () => () => undefined,
  }),
  saboteur({
    id: 'one-failure-less',
    clause: 'kerio.limits.failed-commands',
    seam: 'failed-commands.most',
    replace: (mostOf) => (facts, policy) => {
      const most = mostOf(facts, policy)
      return most && most - 1
    },
  }),
  saboteur({
    id: 'two-failures-more',
    clause: 'kerio.limits.failed-commands',
    seam: 'failed-commands.most',
    replace: (mostOf) => (facts, policy) => {
      const most = mostOf(facts, policy)
      return most && most + 2
    },
  }),
  saboteur({
    id: 'failures-are-limited-when-off',
    clause: 'kerio.limits.failed-commands-off',
    seam: 'failed-commands.most',
    replace: (mostOf) => (facts, policy) => mostOf(facts, policy) ?? 10,
  }),
  saboteur({
    id: 'exempt-group-fails-at-will',
    clause: 'kerio.limits.exempt-not-other-limits',
    seam: 'failed-commands.most',
    replace: (mostOf) => (facts, policy) =>
      policy.limits.exemptGroup.contains(facts.address) ? undefined : mostOf(facts, policy),
  }),
]
