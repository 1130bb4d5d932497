import type { PolicyDocument } from '#policy-document'
import type { World } from './world.ts'

/** What is in force once somebody has changed the policy: IMail reads its relay list when it starts, and only then. */
export function afterChange(world: World, change: PolicyDocument): World {
  const written = merged(world.written ?? world.policy, change)
  const { trusted } = world.policy.relay ?? {}
  const policy =
    world.product === 'imail'
      ? { ...written, relay: { ...written.relay, ...(trusted && { trusted }) } }
      : written
  return { ...world, written, policy }
}

/** What is in force once the service was stopped and started: everything that is written. */
export const afterRestart = (world: World): World => ({ ...world, policy: world.written ?? world.policy })

/** Sections merge by key, and what is in a section replaces what was there; groups of addresses are a section. */
const merged = (policy: PolicyDocument, change: PolicyDocument): PolicyDocument => ({
  ...policy,
  ...(change.delivery && { delivery: { ...policy.delivery, ...change.delivery } }),
  ...(change.smarthost && { smarthost: { ...policy.smarthost, ...change.smarthost } }),
  ...(change.relay && { relay: { ...policy.relay, ...change.relay } }),
  ...(change.ipGroups && { ipGroups: { ...policy.ipGroups, ...change.ipGroups } }),
})
