import { bitsOf, isSameAddress } from './address-list.ts'
import { isAuthenticated, isTrustedAddress, isTrustedSender, mayReach } from './relay.ts'
import { isLocal, lengthOf, type Answered, type Offer, type Visit, type World } from './world.ts'

/** The outcome of an offer, after all that were made before it. */
export function foreseeOffer(world: World, before: readonly Answered[], offer: Offer): Answered['came'] {
  const visit = visitOf(offer)
  if (!mayReach(world, visit, offer.from, offer.to)) return 'refused'
  if (world.policy.greylist?.enabled !== true || !isLocal(offer.to, world)) return 'spared'
  if (isAuthenticated(world, visit)) return 'spared'
  const isPermitted = isTrustedAddress(world, visit) || isTrustedSender(world, visit, offer.from)
  if (world.product === 'ics' && isPermitted) return 'spared'
  return isKnown(world, before, offer) || hasWaited(world, before, offer) ? 'taken' : 'deferred'
}

/** Whether mail of this server, or of this sender from this network, has been taken lately. */
const isKnown = (world: World, before: readonly Answered[], { at, address, from }: Offer): boolean =>
  before.some(
    (other) =>
      other.came === 'taken' &&
      at - other.at < retentionOf(world) &&
      (isSameAddress(other.address, address) ||
        (from !== null && isSameSender(other.from, from) && isSameNetwork(other.address, address))),
  )

/** Whether this very offer was made before, long enough ago and not too long. */
function hasWaited(world: World, before: readonly Answered[], offer: Offer): boolean {
  const same = before.filter(
    ({ came, address, from, to }) =>
      came === 'deferred' &&
      isSameAddress(address, offer.address) &&
      isSameSender(from, offer.from) &&
      to.toLowerCase() === offer.to.toLowerCase(),
  )
  let first: number | undefined
  for (const { at } of same) if (first === undefined || at - first >= retentionOf(world)) first = at
  const waited = first === undefined ? -1 : offer.at - first
  return waited >= delayOf(world) && waited < retentionOf(world)
}

// ICS names no numbers: it borrows those of CommGate.
const delayOf = ({ policy }: World): number => lengthOf(policy.greylist?.delay ?? '5m')
const retentionOf = ({ policy }: World): number => lengthOf(policy.greylist?.retention ?? '35d')

const isSameSender = (one: string | null, other: string | null): boolean =>
  one?.toLowerCase() === other?.toLowerCase()

/** 24 bits of IPv4, 64 of IPv6. */
function isSameNetwork(one: string, other: string): boolean {
  const [left, right] = [bitsOf(one) ?? '', bitsOf(other) ?? '']
  const shared = left.length === 32 ? 24 : 64
  return left.length === right.length && left.slice(0, shared) === right.slice(0, shared)
}

const visitOf = ({ at, address, account }: Offer): Visit => ({
  port: 25,
  address,
  now: at,
  startedAt: at,
  loginsBefore: [],
  authFailed: false,
  ...(account !== undefined && { account }),
})
