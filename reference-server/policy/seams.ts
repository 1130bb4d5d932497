import * as popWindow from './pop-window.ts'
import * as relay from './relay.ts'
import type { AddressList } from './address-list.ts'

/**
 * The places where a saboteur may put a fault: one small question each. The engine asks through this table and
 * nowhere else, so a faulty answer is a faulty server and nothing more. Protocol seams are questions the SMTP and
 * POP3 sessions ask.
 */
export const seams = {
  'relay.is-local': relay.isLocal,
  'relay.is-open': relay.isOpenRelay,
  'auth.counts': relay.authCounts,
  'relay.is-authenticated': relay.isAuthenticated,
  'relay.is-address-cancelled': relay.isAddressCancelled,
  'relay.trusts': (trusted: AddressList, address: string): boolean => trusted.contains(address),
  'relay.suffices': relay.sufficeToRelay,
  'recipient.is-known': relay.isKnownRecipient,
  'pop-window.is-offered': popWindow.isWindowOffered,
  'pop-window.counts': popWindow.countsForWindow,
  'pop-window.key': popWindow.windowKey,
  'pop-window.open': popWindow.openWindow,
  'pop-window.is-open': popWindow.isWindowOpen,
  /** Whether credentials open the door, after they were compared. */
  'login.accepts': (login: { readonly matches: boolean; readonly account: string }): boolean => login.matches,
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
