import * as cleartext from './cleartext.ts'
import * as greylist from './greylist.ts'
import * as popWindow from './pop-window.ts'
import * as rate from './rate-limit.ts'
import * as relay from './relay.ts'
import { relayHost } from './relay-host.ts'
import * as sender from './sender-checks.ts'
import * as submission from './submission.ts'
import { listsInForce } from './activation.ts'

/**
 * The places where a saboteur may put a fault: one small question each. The engine asks through this table and
 * nowhere else, so a faulty answer is a faulty server and nothing more.
 */
export const seams = {
  'relay.is-local': relay.isLocal,
  'relay.is-open': relay.isOpenRelay,
  'relay.is-closed': relay.isClosedRelay,
  'relay.is-authenticated': relay.isAuthenticated,
  'relay.is-address-cancelled': relay.isAddressCancelled,
  'relay.trusts': relay.trustsAddress,
  'relay.trusts-entry': relay.trustsEntry,
  'relay.is-gateway': relay.isGateway,
  'relay.refused-host': relay.refusedHost,
  'relay.suffices': relay.sufficeToRelay,
  'rights.authorize': relay.authorize,
  'auth.counts': relay.authCounts,
  'auth.is-withdrawn': submission.withdrawsAuth,
  'auth.may-log-in': cleartext.mayLogIn,
  'trust.counts': relay.trustCounts,
  'recipient.is-known': relay.isKnownRecipient,
  'pop-window.is-offered': popWindow.isWindowOffered,
  'pop-window.counts': popWindow.countsForWindow,
  'pop-window.key': popWindow.windowKey,
  'pop-window.open': popWindow.openWindow,
  'pop-window.is-open': popWindow.isWindowOpen,
  'pop-window.holds': popWindow.holdsWindow,
  'submission.applies': submission.submissionApplies,
  'submission.checks-port-25': submission.checksSendersOnPort25,
  'submission.bypasses': submission.bypassesSubmission,
  'submission.knows-sender': submission.knowsSender,
  'bypass-file.place': submission.bypassFilePlace,
  'bypass-file.means-local-senders': submission.meansLocalSenders,
  'sender.needs-authorization': sender.needsAuthorization,
  'rate.limit': rate.rateLimit,
  'rate.is-exempt': rate.isExemptFromRate,
  'rate.key': rate.rateKey,
  'rate.count': rate.countWithin,
  'rate.remember': rate.rememberMessage,
  'greylist.is-on': greylist.isGreylistOn,
  'greylist.spares': greylist.isSparedByGreylist,
  'greylist.attempt': greylist.attemptKey,
  'greylist.sender': greylist.senderKey,
  'greylist.server': greylist.serverKey,
  'greylist.is-kept': greylist.isKept,
  'greylist.has-waited': greylist.hasWaited,
  'greylist.remember-attempt': greylist.rememberAttempt,
  'greylist.remember-passed': greylist.rememberPassed,
  'lists.in-force': listsInForce,
  'delivery.relay-host': relayHost,
  /** Whether credentials open the door, after they were compared. */
  'login.accepts': (login: { readonly matches: boolean; readonly account: string }): boolean => login.matches,
  /** Whether TLS may begin in an SMTP session, where there is a certificate. */
  'tls.may-begin': (session: { readonly secure: boolean }): boolean => !session.secure,
} as const

export type Seams = typeof seams
export type SeamName = keyof Seams

/** The same questions, some of them answered by a saboteur, each told to `onAsked` when it is about to be asked. */
export function seamsWith(replaced: Partial<Seams>, onAsked?: (seam: SeamName) => void): Seams {
  const all: Seams = { ...seams, ...replaced }
  if (!onAsked) return all
  return new Proxy(all, {
    get: (table, name) => {
      if (isSeam(name)) onAsked(name)
      return Reflect.get(table, name)
    },
  })
}

const isSeam = (name: string | symbol): name is SeamName => Object.hasOwn(seams, name)
