import type { Conduct } from '../conduct.ts'
import type { Policy } from '../document/document.ts'
import type { ConnectionFacts, Duration, Instant, LoginFacts, SenderFacts } from '../facts.ts'
import { memory, type Remembered } from '../memory.ts'
import type { Rule, RuleContext } from '../rule.ts'
import { sessionNote } from '../session-note.ts'
import { isWithin } from '../span.ts'

/** By address: the last login that counts. */
const lastLogins = memory<Instant>('pop-window', {
  isOver: (at, now, { popBeforeSmtp }) => !isWithin(at, popBeforeSmtp.window, now),
})

/** Whether the window of its address was open when a session was greeted. */
const openAtStart = sessionNote(false)

/** Tells whether POP before SMTP is among the selected conditions. @see kerio.relay.pop3-off */
const isWindowOffered = (policy: Policy): boolean => policy.popBeforeSmtp.enabled

/**
 * Tells whether a login is of a kind that opens the window.
 *
 * @see kerio.relay.pop3-grant, kerio.relay.imap-login-no-grant, icewarp.pop-before-smtp.imap-login-grants
 */
const countsForWindow = (login: LoginFacts, policy: Policy): boolean =>
  policy.popBeforeSmtp.logins.includes(login.protocol)

/** What the window is bound to: the address the login came from. @see kerio.relay.pop3-ip-only */
const windowKey = (facts: { readonly address: string; readonly account?: string }): string => facts.address

/** Restarts the window: a later login moves its end. @see kerio.relay.pop3-window-renewed */
const openWindow = (logins: Remembered<Instant>, key: string, at: Instant): void => {
  logins.set(key, at)
}

/**
 * Tells whether an address may still relay because of an earlier login.
 *
 * @returns true up to but not including `login + window`; false where the clock is before the login
 * @see kerio.relay.pop3-window
 */
const isWindowOpen = (logins: Remembered<Instant>, key: string, now: Instant, window: Duration): boolean =>
  isWithin(logins.get(key) ?? -Infinity, window, now)

/**
 * Tells whether a session has the right of the window, which limits when a session may start or when mail may be sent.
 *
 * @see icewarp.pop-before-smtp.session-started-in-window
 */
const holdsWindow = (_facts: SenderFacts, isOpen: WindowMoments, { window }: Conduct): boolean =>
  window.judged === 'at-session-start' ? isOpen.atStart : isOpen.now

/** Whether the window of an address was open when its session was greeted, and whether it is open now. */
interface WindowMoments {
  readonly atStart: boolean
  readonly now: boolean
}

const seams = {
  'pop-window.is-offered': isWindowOffered,
  'pop-window.counts': countsForWindow,
  'pop-window.key': windowKey,
  'pop-window.open': openWindow,
  'pop-window.is-open': isWindowOpen,
  'pop-window.holds': holdsWindow,
} as const

/** A mailbox login opens a window for its address. The rights say what an open window grants. */
export const popWindow: Rule<typeof seams> = {
  name: 'pop-window',
  seams,
  learns: {
    connect: (facts, _, context) => openAtStart.write(facts.session, isOpenFor(facts, context)),
    login: (login, decision, { policy, memory: remembered, ask }) => {
      if (!decision.permits || !ask['pop-window.is-offered'](policy)) return
      if (!ask['pop-window.counts'](login, policy)) return
      ask['pop-window.open'](lastLogins.in(remembered), ask['pop-window.key'](login), login.now)
    },
  },
}

/** Tells whether a session has the rights of an open window. */
export function hasWindow(facts: SenderFacts, context: RuleContext): boolean {
  const { policy, conduct, ask } = context
  if (!ask['pop-window.is-offered'](policy)) return false
  const moments = { atStart: openAtStart.of(facts.session), now: isOpenFor(facts, context) }
  return ask['pop-window.holds'](facts, moments, conduct)
}

function isOpenFor(facts: ConnectionFacts, { policy, memory: remembered, ask }: RuleContext): boolean {
  if (!ask['pop-window.is-offered'](policy)) return false
  const { window } = policy.popBeforeSmtp
  return ask['pop-window.is-open'](lastLogins.in(remembered), ask['pop-window.key'](facts), facts.now, window)
}
