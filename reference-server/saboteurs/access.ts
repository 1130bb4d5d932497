import { saboteur, type Saboteur } from './saboteur.ts'

/** Faults in the list of who may connect. */
export const accessSaboteurs: readonly Saboteur[] = [
  saboteur({
    id: 'anyone-may-connect',
    clause: 'imail.access.no-connection',
    seam: 'access.has',
    replace: () => () => true,
  }),
  saboteur({
    id: 'no-access-guards-nothing',
    clause: 'imail.access.smtp-only',
    seam: 'access.guards',
    replace: () => () => false,
  }),
  saboteur({
    id: 'granted-means-nobody-else',
    clause: 'imail.access.granted-mode',
    seam: 'access.has',
    replace: (has) => (facts, policy) =>
      has(facts, { ...policy, access: { ...policy.access, mode: 'denied' } }),
  }),
  saboteur({
    id: 'denied-means-nobody-at-all',
    clause: 'imail.access.denied-mode',
    seam: 'access.has',
    replace: (has) => (facts, policy) => policy.access.mode === 'granted' && has(facts, policy),
  }),
  saboteur({
    id: 'mode-is-always-granted',
    clause: 'imail.access.option-names-the-rest',
    seam: 'access.has',
    replace: (has) => (facts, policy) =>
      has(facts, { ...policy, access: { ...policy.access, mode: 'granted' } }),
  }),
  saboteur({
    id: 'denied-groups-are-their-first-address',
    clause: 'imail.access.deny-group-mask',
    seam: 'access.has',
    replace: (has) => (facts, policy) => has(facts, policy) || facts.address.endsWith('.127'),
  }),
  saboteur({
    id: 'denied-groups-are-whole-networks',
    clause: 'imail.access.deny-group-mask',
    seam: 'access.has',
    replace: (has) => (facts, policy) =>
      has(facts, policy) && has({ ...facts, address: facts.address.replace(/\d+$/, '0') }, policy),
  }),
  saboteur({
    id: 'granted-groups-are-whole-networks',
    clause: 'imail.access.grant-group-mask',
    seam: 'access.has',
    replace: (has) => (facts, policy) =>
      has(facts, policy) || has({ ...facts, address: facts.address.replace(/\d+$/, '1') }, policy),
  }),
  saboteur({
    id: 'single-addresses-are-groups',
    clause: 'imail.access.single-address',
    seam: 'access.has',
    replace: (has) => (facts, policy) =>
      has(facts, policy) && has({ ...facts, address: facts.address.replace(/67$/, '66') }, policy),
  }),
  saboteur({
    id: 'first-exception-counts',
    clause: 'imail.access.several-entries',
    seam: 'access.has',
    replace: (has) => (facts, policy) =>
      has(facts, policy) === (policy.access.mode === 'granted') || facts.address === '192.0.2.66'
        ? has(facts, policy)
        : !has(facts, policy),
  }),
  saboteur({
    id: 'access-list-at-once',
    clause: 'imail.admin.restart-access-list',
    seam: 'lists.in-force',
    replace: (inForce) => (current, next) => ({ ...inForce(current, next), access: next.access }),
  }),
  saboteur({
    id: 'every-option-waits-for-a-restart',
    clause: 'imail.admin.apply-other-options',
    seam: 'lists.in-force',
    replace: () => (current) => current,
  }),
  saboteur({
    id: 'changes-are-lost',
    clause: 'imail.admin.saved-changes-kept',
    seam: 'relay.trusts',
    replace: (trusts) => {
      let first: Parameters<typeof trusts>[0] | undefined
      return (list, address) => trusts((first ??= list), address)
    },
  }),
]
