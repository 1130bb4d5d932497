import type { Copy } from '../../store/account.ts'
import type { OpenRecipient, Outcome, QueuedMessage, Recipient } from '../queued-message.ts'
import type { Route } from '../routes.ts'

/** What came of an attempt. */
export interface Attempted {
  readonly outcomes: ReadonlyMap<Recipient, Outcome>
  /** What adds copies to folders here. They are written together with the outcomes: neither is there without the other. */
  readonly copies?: readonly Copy[]
  /** Settles when the server has been taken leave of. The outcomes are known before, and do not depend on it. */
  readonly goodbye?: Promise<void>
}

/** A message that is to be brought to recipients. */
export interface Carried {
  readonly message: QueuedMessage
  /** Reads the message, without the field that tells its reverse-path. */
  readonly read: () => Promise<Buffer>
}

/** Brings messages to recipients whose copies go one way. */
export type Agent<To extends Route['to']> = (
  route: Extract<Route, { readonly to: To }>,
  recipients: readonly OpenRecipient[],
  carried: Carried,
) => Promise<Attempted>

/** The same outcome for all. */
export const everyone = (
  recipients: readonly OpenRecipient[],
  outcome: Outcome,
): ReadonlyMap<Recipient, Outcome> => new Map(recipients.map((recipient) => [recipient, outcome]))
