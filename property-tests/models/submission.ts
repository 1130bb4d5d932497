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

  const isSubmission = policy.submission?.enabled === true && visit.port === (policy.submission.port ?? 587)
  if (!isSubmission) return true
  if (bypassesLocalSenders && claimsToBeLocal) return true
  return authorized && (!claimsToBeLocal || hasAccount(from, world))
}
