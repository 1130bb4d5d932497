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

/** Tells whether greylisting is on. @see commgate.greylist.first-attempt, commgate.greylist.off */
const isGreylistOn = ({ greylist }: Policy): boolean => greylist.enabled

/**
 * Tells whether this session is exempt from greylisting. An authenticated client is a mail program, which does not
 * retry by itself; trusted clients are exempt if the manual says so.
 *
 * @see ics.whitelist.networks-no-greylist, ics.whitelist.entry-domain, ics.sender.greylist-otherwise,
 *   commgate.greylist.authenticated-passes, ics.sender.greylist-authenticated-passes
 */
const isSparedByGreylist = (rights: Rights, { greylistSparesTrusted }: Conduct): boolean =>
  rights.authenticated || (greylistSparesTrusted && (rights.trustedAddress || rights.trustedSender))

/**
 * Tells whether greylisting applies to a recipient: outgoing mail is not greylisted.
 *
 * @see commgate.greylist.outgoing-passes
 */
const isGuardedByGreylist = ({ local }: GuardedFacts): boolean => local

/** A recipient, and the port its mail comes to. */
interface GuardedFacts {
  readonly local: boolean
  readonly port: number
}

/**
 * What identifies a repeated attempt: peer address, reverse-path and forward-path.
 *
 * @see commgate.greylist.retry-accepted
 */
const attemptKey = ({ address, reversePath, forwardPath }: RecipientFacts): string =>
  inOnePiece(address, mailbox(reversePath), mailbox(forwardPath))

/**
 * What is remembered about a sender: the reverse-path and the client's network. The null reverse-path has no sender.
 *
 * @see commgate.greylist.validated-sender
 */
const senderKey = ({ address, reversePath }: SenderFacts): string | undefined =>
  reversePath === null ? undefined : inOnePiece(networkOf(address), mailbox(reversePath))

/** What is remembered about a mail server: its address. @see commgate.greylist.validated-server */
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

/** Remembers a first attempt. Later ones change nothing. @see commgate.greylist.early-retry */
function rememberAttempt(
  attempts: Remembered<Instant>,
  key: string,
  now: Instant,
  retention: Duration,
): void {
  if (!isKept(attempts.get(key), now, retention)) attempts.set(key, now)
}

/**
 * Remembers a sender and server whose mail was accepted. Each message restarts the retention time.
 *
 * @see commgate.greylist.weekly-sender-delayed-once
 */
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

/** An unknown sender has to offer its recipient again, after the delay. */
export const greylist: Rule<typeof seams> = {
  name: 'greylist',
  seams,
  needs: ['listNames'],
  decides: { rcpt: keepsToGreylist },
  learns: { rcpt: learnGreylist },
}

/** A local recipient of mail from an unknown sender is deferred until the delay has passed. */
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

/** Records the outcome for a recipient: a first attempt, or the sender and server once accepted. */
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

/** Whether greylisting applies: only to recipients with a local mailbox, and not to exempt senders. */
const isGreylisted = (facts: RecipientFacts, context: RuleContext): boolean => {
  const { policy, conduct, ask } = context
  return (
    ask['greylist.is-on'](policy) &&
    ask['greylist.guards']({ local: ask['relay.is-local'](facts.forwardPath, policy), port: facts.port }) &&
    !ask['greylist.spares'](rightsOf(facts, context), conduct)
  )
}
