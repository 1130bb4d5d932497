import type { Copy } from '../../store/account.ts'
import type { OpenRecipient, Outcome, QueuedMessage, Recipient } from '../queued-message.ts'
import type { Route } from '../routes.ts'

/** The outcome of an attempt. */
export interface Attempted {
  readonly outcomes: ReadonlyMap<Recipient, Outcome>
  /** The additions of copies to local folders. They are written together with the outcomes: both or neither. */
  readonly copies?: readonly Copy[]
  /** Settles when the connection has been closed. The outcomes are known before and do not depend on it. */
  readonly goodbye?: Promise<void>
}

/** A message to deliver to recipients. */
export interface Carried {
  readonly message: QueuedMessage
  /** Reads the message, without the field that tells its reverse-path. */
  readonly read: () => Promise<Buffer>
}

/** Delivers messages to recipients that share a route. */
export type Agent<To extends Route['to']> = (
  route: Extract<Route, { readonly to: To }>,
  recipients: readonly OpenRecipient[],
  carried: Carried,
) => Attempted | Promise<Attempted>

/** The same outcome for all. */
export const everyone = (
  recipients: readonly OpenRecipient[],
  outcome: Outcome,
): ReadonlyMap<Recipient, Outcome> => new Map(recipients.map((recipient) => [recipient, outcome]))
