import type { Conduct } from '../conduct.ts'
import { deny, type Decision, type Denial } from '../decision.ts'
import type { Policy } from '../document/document.ts'
import type { Duration, Instant, Path, RecipientFacts, SenderFacts } from '../facts.ts'
import { printIpAddress, printIpv4, readIpAddress } from '../addresses/ip-address.ts'
import { memory, type DeclaredMemory, type Remembered } from '../memory.ts'
import { rightsOf, type Rights } from '../rights.ts'
import type { Rule, RuleContext } from '../rule.ts'
import { isWithin } from '../span.ts'

const isForgotten = (at: Instant, now: Instant, { greylist }: Policy): boolean =>
  !isWithin(at, greylist.retention, now)

/** When an attempt was first made. */
const firstAttempts = memory<Instant>('greylist-attempts', { isOver: isForgotten })

/** When mail of a sender, and of a mail server, passed last. */
const passedSenders = memory<Instant>('greylist-senders', { isOver: isForgotten })
const passedServers = memory<Instant>('greylist-servers', { isOver: isForgotten })

/** Tells whether the grey list is asked at all. @see commgate.greylist.first-attempt, commgate.greylist.off */
const isGreylistOn = ({ greylist }: Policy): boolean => greylist.enabled

/**
 * Tells whether the grey list leaves this session alone. Whoever has authenticated is somebody's mail program, and
 * does not come back by itself; trusted clients are spared where the manual spares them.
 *
 * @see ics.whitelist.networks-no-greylist, ics.whitelist.entry-domain, ics.sender.greylist-otherwise,
 *   commgate.greylist.authenticated-passes, ics.sender.greylist-authenticated-passes
 */
const isSparedByGreylist = (rights: Rights, { greylistSparesTrusted }: Conduct): boolean =>
  rights.authenticated || (greylistSparesTrusted && (rights.trustedAddress || rights.trustedSender))

/**
 * Tells whether the grey list stands before a recipient: mail that leaves is not greylisted.
 *
 * @see commgate.greylist.outgoing-passes
 */
const isGuardedByGreylist = ({ local }: { readonly local: boolean }): boolean => local

/**
 * What makes an attempt the same one again: peer address, reverse-path and forward-path.
 *
 * @see commgate.greylist.retry-accepted
 */
const attemptKey = ({ address, reversePath, forwardPath }: RecipientFacts): string =>
  inOnePiece(address, mailbox(reversePath), mailbox(forwardPath))

/**
 * What is remembered of a sender: the reverse-path and the network it wrote from. The null reverse-path is nobody's.
 *
 * @see commgate.greylist.validated-sender
 */
const senderKey = ({ address, reversePath }: SenderFacts): string | undefined =>
  reversePath === null ? undefined : inOnePiece(networkOf(address), mailbox(reversePath))

/** What is remembered of a mail server: its address. @see commgate.greylist.validated-server */
const serverKey = ({ address }: SenderFacts): string => address

/**
 * Tells whether something seen at an instant is still remembered.
 *
 * @returns true up to but not including `seen + retention`; false where the clock is before `seen`
 * @see commgate.greylist.retention-default, commgate.greylist.retention-configurable
 */
const isKept = (seen: Instant | undefined, now: Instant, retention: Duration): boolean =>
  seen !== undefined && isWithin(seen, retention, now)

/**
 * Tells whether enough time has passed since an attempt was first made.
 *
 * @returns true from `first + delay` on; false when there was no attempt before
 * @see commgate.greylist.early-retry, commgate.greylist.delay-configurable
 */
const hasWaited = (first: Instant | undefined, now: Instant, delay: Duration): boolean =>
  first !== undefined && now - first >= delay

/** Remembers a first attempt. Further ones change nothing. @see commgate.greylist.early-retry */
function rememberAttempt(
  attempts: Remembered<Instant>,
  key: string,
  now: Instant,
  retention: Duration,
): void {
  if (!isKept(attempts.get(key), now, retention)) attempts.set(key, now)
}

/** Remembers who has passed. Each time counts anew. @see commgate.greylist.weekly-sender-delayed-once */
const rememberPassed = (passed: Remembered<Instant>, key: string, now: Instant): void => {
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

const seams = {
  'greylist.is-on': isGreylistOn,
  'greylist.spares': isSparedByGreylist,
  'greylist.guards': isGuardedByGreylist,
  'greylist.attempt': attemptKey,
  'greylist.sender': senderKey,
  'greylist.server': serverKey,
  'greylist.is-kept': isKept,
  'greylist.has-waited': hasWaited,
  'greylist.remember-attempt': rememberAttempt,
  'greylist.remember-passed': rememberPassed,
} as const

/** A sender unknown here has to offer its recipient again, after a while. */
export const greylist: Rule<typeof seams> = {
  name: 'greylist',
  seams,
  needs: ['listNames'],
  decides: { rcpt: keepsToGreylist },
  learns: { rcpt: learnGreylist },
}

/** A recipient here who is written to by nobody known has to be written to again, after a while. */
function keepsToGreylist(facts: RecipientFacts, context: RuleContext): Denial | undefined {
  if (!isGreylisted(facts, context)) return undefined
  const { policy, memory: remembered, ask } = context
  const { delay, retention } = policy.greylist
  const kept = (seen: DeclaredMemory<Instant>, key: string): Instant | undefined => {
    const at = seen.in(remembered).get(key)
    return ask['greylist.is-kept'](at, facts.now, retention) ? at : undefined
  }
  const sender = ask['greylist.sender'](facts)
  if (sender !== undefined && kept(passedSenders, sender) !== undefined) return undefined
  if (kept(passedServers, ask['greylist.server'](facts)) !== undefined) return undefined
  const first = kept(firstAttempts, ask['greylist.attempt'](facts))
  return ask['greylist.has-waited'](first, facts.now, delay) ? undefined : deny('greylist', 'greylisted')
}

/** Takes note of what became of a recipient: of a first attempt, and of sender and server when they have passed. */
function learnGreylist(facts: RecipientFacts, decision: Decision, context: RuleContext): void {
  const deferred = !decision.permits && decision.by === 'greylist'
  if (!(decision.permits || deferred) || !isGreylisted(facts, context)) return
  const { policy, memory: remembered, ask } = context
  if (deferred) {
    const attempt = ask['greylist.attempt'](facts)
    ask['greylist.remember-attempt'](
      firstAttempts.in(remembered),
      attempt,
      facts.now,
      policy.greylist.retention,
    )
    return
  }
  const sender = ask['greylist.sender'](facts)
  if (sender !== undefined) ask['greylist.remember-passed'](passedSenders.in(remembered), sender, facts.now)
  ask['greylist.remember-passed'](passedServers.in(remembered), ask['greylist.server'](facts), facts.now)
}

/** Whether greylisting applies: only to recipients with a local mailbox, and not to senders that are spared. */
const isGreylisted = (facts: RecipientFacts, context: RuleContext): boolean => {
  const { policy, conduct, ask } = context
  return (
    ask['greylist.is-on'](policy) &&
    ask['greylist.guards']({ local: ask['relay.is-local'](facts.forwardPath, policy) }) &&
    !ask['greylist.spares'](rightsOf(facts, context), conduct)
  )
}
