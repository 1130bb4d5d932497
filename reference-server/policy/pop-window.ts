import type { Conduct } from './conduct.ts'
import type { Policy } from './document.ts'
import type { Duration, Instant, LoginFacts, Memory, SenderFacts } from './facts.ts'
import { isWithin } from './span.ts'

/** Tells whether POP before SMTP is among the selected conditions. @see kerio.relay.pop3-off */
export const isWindowOffered = (policy: Policy): boolean => policy.popBeforeSmtp.enabled

/**
 * Tells whether a login is of a kind that opens the window.
 *
 * @see kerio.relay.pop3-grant, kerio.relay.imap-login-no-grant, icewarp.pop-before-smtp.imap-login-grants
 */
export const countsForWindow = (login: LoginFacts, policy: Policy): boolean =>
  policy.popBeforeSmtp.logins.includes(login.protocol)

/** What the window is bound to: the address the login came from. @see kerio.relay.pop3-ip-only */
export const windowKey = (facts: { readonly address: string; readonly account?: string }): string =>
  facts.address

/** Opens the window anew: a later login moves its end. @see kerio.relay.pop3-window-renewed */
export const openWindow = (logins: Memory['logins'], key: string, at: Instant): void => {
  logins.set(key, at)
}

/**
 * Tells whether an address may still relay on the strength of an earlier login.
 *
 * @returns true up to but not including `login + window`; false where the clock is before the login
 * @see kerio.relay.pop3-window
 */
export const isWindowOpen = (
  logins: Memory['logins'],
  key: string,
  now: Instant,
  window: Duration,
): boolean => isWithin(logins.get(key) ?? -Infinity, window, now)

/**
 * Tells whether a session has the window's right, where the minutes say when a session may start or when mail may be
 * sent.
 *
 * @see icewarp.pop-before-smtp.session-started-in-window
 */
export const holdsWindow = (
  { windowAtStart }: SenderFacts,
  isOpenNow: boolean,
  { window }: Conduct,
): boolean => (window.judged === 'at-session-start' ? windowAtStart : isOpenNow)
