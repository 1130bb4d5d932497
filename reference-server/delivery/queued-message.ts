import type { MailItem } from '../message/mail-item.ts'
import type { Path } from '../policy/facts.ts'
import type { DeliverySeams } from './seams.ts'

/** The last answer about a recipient that has not been reached. */
export interface Said {
  /** Enhanced status code. */
  readonly status: string
  readonly text: string
  /** The server that said so, where it was another one. */
  readonly host?: string | undefined
}

/** The outcome for a recipient after an attempt. */
export type Outcome = { readonly outcome: 'delivered' } | Failure

/** A recipient that was not reached. */
export interface Failure extends Said {
  readonly outcome: 'deferred' | 'failed'
}

/** A recipient that is still to be reached. */
export interface OpenRecipient {
  readonly path: Path
  readonly state: 'open'
  readonly attempts: number
  /** When it is tried next. */
  readonly due: number
  readonly said?: Said | undefined
}

/** A recipient that will never be reached. */
export interface FailedRecipient {
  readonly path: Path
  readonly state: 'failed'
  readonly said: Said
  /** Whether it has been handled: a report was sent, or none is due. */
  readonly isSettled: boolean
}

/** A recipient of a message in the queue, and its state. */
export type Recipient = OpenRecipient | FailedRecipient | { readonly path: Path; readonly state: 'delivered' }

/** A message that this server is responsible for, with its state. */
export interface QueuedMessage extends Pick<MailItem, 'id' | 'origin' | 'acceptedAt' | 'marks'> {
  /** null is the null reverse-path <>. */
  readonly reversePath: Path | null
  /** How many of its octets, at the start, are the trace field of this server. */
  readonly traceOctets: number
  readonly recipients: readonly Recipient[]
}

/** A message that is not in the queue yet. */
export interface NewMessage {
  readonly message: QueuedMessage
  /** With the field that tells the reverse-path, as all that is kept here. */
  readonly octets: Buffer
}

/** An item as it is before anything has become of it. */
export function newMessage(
  { id, origin, envelope, message, acceptedAt, marks }: MailItem,
  ask: DeliverySeams,
): NewMessage {
  const { reversePath, forwardPaths } = envelope
  const { octets, traceOctets } = message
  const recipients = forwardPaths.map((path): OpenRecipient => ({
    path,
    state: 'open',
    attempts: 0,
    due: acceptedAt,
  }))
  return {
    message: { id, origin, acceptedAt, marks, reversePath, traceOctets, recipients },
    octets: inOneBlock(ask['delivery.return-path'](reversePath), octets),
  }
}

/** Octets in a block of their own: they may be kept for long, and would keep all that shares a block with them. */
function inOneBlock(first: Buffer, rest: Buffer): Buffer {
  const block = Buffer.allocUnsafeSlow(first.length + rest.length)
  first.copy(block)
  rest.copy(block, first.length)
  return block
}

export const isOpen = (recipient: Recipient): recipient is OpenRecipient => recipient.state === 'open'

/** Tells whether a recipient has failed and that has not been handled. */
export const isUnsettled = (recipient: Recipient): recipient is FailedRecipient =>
  recipient.state === 'failed' && !recipient.isSettled

/** Tells whether a message needs nothing more. */
export const isDone = ({ recipients }: QueuedMessage): boolean =>
  !recipients.some((recipient) => isOpen(recipient) || isUnsettled(recipient))

/** When something is to be done for a message: at once for a failure nobody has dealt with. */
export const dueAt = ({ recipients }: QueuedMessage): number =>
  Math.min(
    ...recipients.map((recipient) =>
      isOpen(recipient) ? recipient.due : isUnsettled(recipient) ? 0 : Infinity,
    ),
  )
