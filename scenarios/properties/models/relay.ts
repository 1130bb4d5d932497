import { bitsOf, isListed } from './address-list.ts'
import { holdsWindow } from './pop-window.ts'
import { domainOf, entriesOf, hasAccount, isLocal, type Visit, type World } from './world.ts'

/** Whether AUTH is available on this port at all. */
export function offersAuth({ product, policy }: World, port: number): boolean {
  switch (product) {
    case 'icewarp':
      return !(policy.submission?.enabled === true && port === 25)
    case 'kerio':
      return policy.relay?.acceptSmtpAuth === true
    case 'commgate':
      return policy.auth?.required === true
    case 'ics':
      return true
    case 'imail':
      return false
  }
}

/** Whether the session has proved an account, and whether that counts. */
export function isAuthenticated({ product, policy }: World, { account }: Visit): boolean {
  if (account === undefined) return false
  switch (product) {
    case 'icewarp':
    case 'ics':
      return true
    case 'kerio':
      return policy.relay?.acceptSmtpAuth === true
    case 'commgate':
      return policy.auth?.required === true
    case 'imail':
      return false
  }
}

/** Whether the address itself is among those the server relays for. */
export function isTrustedAddress(world: World, visit: Visit): boolean {
  const { product, policy } = world
  if (product === 'icewarp' && policy.trust?.whitelistTrusted === false) return false
  return !losesAddressRights(world, visit) && isListed(visit.address, trustedOf(world), world.names)
}

/** ICS: whether an entry made by hand names the address, the sender's domain, or the sender. */
export function isTrustedSender(
  { product, policy }: World,
  { address }: Visit,
  from: string | null,
): boolean {
  if (product !== 'ics') return false
  return (policy.relay?.trustedEntries ?? []).some((entry) => {
    if (bitsOf(entry) !== undefined) return bitsOf(entry) === bitsOf(address)
    if (from === null) return false
    return entry.includes('@') ? sameMailbox(entry, from) : entry.toLowerCase() === domainOf(from)
  })
}

/** Kerio: with group and AUTH both selected, a failed AUTH takes away what the address was allowed. */
export function losesAddressRights(world: World, { authFailed }: Visit): boolean {
  const bothSelected = world.policy.relay?.acceptSmtpAuth === true && trustedOf(world).length > 0
  return world.product === 'kerio' && bothSelected && authFailed
}

/** Whether a message may be announced for this recipient. */
export function mayReach(world: World, visit: Visit, from: string | null, to: string): boolean {
  if (to.toLowerCase() === 'postmaster') return true
  if (isLocal(to, world)) return hasAccount(to, world) || to.toLowerCase().startsWith('postmaster@')
  const { product, policy } = world
  const mode = policy.relay?.mode ?? (product === 'imail' ? 'open' : 'restricted')
  if (mode === 'open') return true
  if (mode === 'none') return false
  return (
    isAuthenticated(world, visit) ||
    isTrustedAddress(world, visit) ||
    isTrustedSender(world, visit, from) ||
    (!losesAddressRights(world, visit) && holdsWindow(world, visit)) ||
    isGateway(world, to)
  )
}

/** IMail: whether the hosts file gives the recipient's host an address that is on the relay list. */
function isGateway(world: World, to: string): boolean {
  const address = world.hosts[domainOf(to)]
  return (
    world.product === 'imail' && address !== undefined && isListed(address, trustedOf(world), world.names)
  )
}

/** The relay list, or what the manual says it is before anybody writes one. */
function trustedOf(world: World): readonly string[] {
  const { product, policy } = world
  const byDefault = { icewarp: ['127.0.0.1'], commgate: ['192.168.0.0/16'], ics: [], imail: [], kerio: [] }
  return entriesOf(policy.relay?.trusted ?? byDefault[product], world)
}

const sameMailbox = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase()
