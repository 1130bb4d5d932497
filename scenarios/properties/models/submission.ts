import { holdsWindow } from './pop-window.ts'
import { isAuthenticated, isTrustedAddress } from './relay.ts'
import { hasAccount, isLocal, type Visit, type World } from './world.ts'

/** IceWarp: whether a sender may be announced, on the submission port and on the other. */
export function mayAnnounce(world: World, visit: Visit, from: string | null): boolean {
  const { product, policy, bypassesLocalSenders } = world
  if (product !== 'icewarp') return true
  const authorized =
    isAuthenticated(world, visit) || isTrustedAddress(world, visit) || holdsWindow(world, visit)
  const claimsToBeLocal = from !== null && isLocal(from, world)
  if (policy.sender?.rejectUnauthorizedLocal === true && claimsToBeLocal && !authorized) return false

  const isOn = policy.submission?.enabled === true
  const known = !claimsToBeLocal || hasAccount(from, world) || bypassesLocalSenders
  if (isOn && visit.port === 25) return authorized || known

  const isSubmission = isOn && visit.port === (policy.submission?.port ?? 587)
  if (!isSubmission) return true
  if (bypassesLocalSenders && claimsToBeLocal) return true
  return authorized && known
}
