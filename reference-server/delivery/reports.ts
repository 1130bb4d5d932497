import { addressOf } from './address.ts'
import { messageDate } from './message-date.ts'
import {
  isUnsettled,
  newMessage,
  type NewMessage,
  type QueuedMessage,
  type Recipient,
} from './queued-message.ts'
import type { DeliveryParts } from './parts.ts'

/** A message whose failures are dealt with, and the report that tells its sender, where one is due. */
export interface Concluded {
  readonly message: QueuedMessage
  readonly report?: NewMessage
}

/** Tells whether failures are reported. RFC 5321 §4.5.5: there is no report about a report. */
export const isReportedOn = ({ reversePath }: QueuedMessage): boolean => reversePath !== null

/** How much of a message is read to find its header. */
export const headerOctets = 262_144

/**
 * Deals with failures nobody has dealt with yet: writes them to the log, and a report on them to the sender.
 *
 * @param readHeader reads the beginning of the message
 */
export function conclude(
  message: QueuedMessage,
  readHeader: () => Promise<Buffer>,
  parts: DeliveryParts,
): Concluded | Promise<Concluded> {
  return message.recipients.some(isUnsettled) ? concludeLost(message, readHeader, parts) : { message }
}

async function concludeLost(
  message: QueuedMessage,
  readHeader: () => Promise<Buffer>,
  { surroundings, hostname, ask, way }: DeliveryParts,
): Promise<Concluded> {
  const lost = message.recipients.filter(isUnsettled)
  const { clock, log, random } = surroundings
  const at = clock.now()
  for (const { path, said } of lost) {
    const facts = { id: message.id, recipient: addressOf(path), status: said.status }
    log({ at, level: 'warning', event: 'recipient-lost', facts })
  }
  const concluded = { ...message, recipients: message.recipients.map(settled) }
  const to = message.reversePath
  if (!ask['delivery.is-reported-on'](message) || !to) return { message: concluded }
  if (way(to).to === 'nowhere') {
    // It would come back, and nobody could be told.
    log({
      at,
      level: 'warning',
      event: 'report-dropped',
      facts: { id: message.id, recipient: addressOf(to) },
    })
    return { message: concluded }
  }
  const id = random(9).toString('base64url')
  const octets = ask['delivery.report']({
    hostname,
    to,
    lost,
    original: await readHeader(),
    date: messageDate(at),
    boundary: `r-${id}`,
  })
  const report = newMessage(
    {
      id,
      origin: { door: 'report' },
      envelope: { reversePath: null, forwardPaths: [to] },
      message: { octets, traceOctets: 0 },
      acceptedAt: at,
      marks: {},
    },
    ask,
  )
  return { message: concluded, report }
}

const settled = (recipient: Recipient): Recipient =>
  recipient.state === 'failed' ? { ...recipient, isSettled: true } : recipient
