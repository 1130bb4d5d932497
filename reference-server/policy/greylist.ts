import type { Conduct } from './conduct.ts'
import type { Policy } from './document.ts'
import type { Duration, Instant, Path, RecipientFacts, SenderFacts } from './facts.ts'
import { printIpAddress, printIpv4, readIpAddress } from './ip-address.ts'
import type { Rights } from './relay.ts'
import { isWithin } from './span.ts'

/** Tells whether the grey list is asked at all. @see commgate.greylist.first-attempt, commgate.greylist.off */
export const isGreylistOn = ({ greylist }: Policy): boolean => greylist.enabled

/**
 * Tells whether the grey list leaves this session alone. Whoever has authenticated is somebody's mail program, and
 * does not come back by itself; trusted clients are spared where the manual spares them.
 *
 * @see ics.whitelist.networks-no-greylist, ics.whitelist.entry-domain, ics.sender.greylist-otherwise
 */
export const isSparedByGreylist = (rights: Rights, { greylistSparesTrusted }: Conduct): boolean =>
  rights.authenticated || (greylistSparesTrusted && (rights.trustedAddress || rights.trustedSender))

/**
 * What makes an attempt the same one again: peer address, reverse-path and forward-path.
 *
 * @see commgate.greylist.retry-accepted
 */
export const attemptKey = ({ address, reversePath, forwardPath }: RecipientFacts): string =>
  inOnePiece(address, mailbox(reversePath), mailbox(forwardPath))

/**
 * What is remembered of a sender: the reverse-path and the network it wrote from. The null reverse-path is nobody's.
 *
 * @see commgate.greylist.validated-sender
 */
export const senderKey = ({ address, reversePath }: SenderFacts): string | undefined =>
  reversePath === null ? undefined : inOnePiece(networkOf(address), mailbox(reversePath))

/** What is remembered of a mail server: its address. @see commgate.greylist.validated-server */
export const serverKey = ({ address }: SenderFacts): string => address

/**
 * Tells whether something seen at an instant is still remembered.
 *
 * @returns true up to but not including `seen + retention`; false where the clock is before `seen`
 * @see commgate.greylist.retention-default, commgate.greylist.retention-configurable
 */
export const isKept = (seen: Instant | undefined, now: Instant, retention: Duration): boolean =>
  seen !== undefined && isWithin(seen, retention, now)

/**
 * Tells whether enough time has passed since an attempt was first made.
 *
 * @returns true from `first + delay` on; false when there was no attempt before
 * @see commgate.greylist.early-retry, commgate.greylist.delay-configurable
 */
export const hasWaited = (first: Instant | undefined, now: Instant, delay: Duration): boolean =>
  first !== undefined && now - first >= delay

/** Remembers a first attempt. Further ones change nothing. @see commgate.greylist.early-retry */
export function rememberAttempt(
  attempts: Map<string, Instant>,
  key: string,
  now: Instant,
  retention: Duration,
): void {
  if (!isKept(attempts.get(key), now, retention)) attempts.set(key, now)
}

/** Remembers who has passed. Each time counts anew. @see commgate.greylist.weekly-sender-delayed-once */
export const rememberPassed = (passed: Map<string, Instant>, key: string, now: Instant): void => {
  passed.set(key, now)
}

/** Joined rather than written together: a key made of its parts would hold on to all of them, at twice the room. */
const inOnePiece = (...parts: readonly string[]): string => parts.join(' ')

/** An address as it is compared: letter case makes no difference. */
const mailbox = (path: Path | null): string =>
  path === null ? '<>' : `${path.localPart.toLowerCase()}@${path.domain}`

/** The network of an address, as mail servers share one: 24 bits of IPv4, 64 of IPv6. */
function networkOf(text: string): string {
  const address = readIpAddress(text)
  if (!address) return text
  return address.family === 4
    ? printIpv4(address.value - (address.value % 256))
    : printIpAddress({ family: 6, value: (address.value >> 64n) << 64n })
}
