import type { Path } from '../policy/facts.ts'
import { addressOf } from './address.ts'
import type { FailedRecipient } from './queued-message.ts'

// RFC 3464; the form of the body: RFC 6522.

/** What a report is about. */
export interface ReportFacts {
  readonly hostname: string
  readonly to: Path
  readonly lost: readonly FailedRecipient[]
  readonly original: Buffer
  /** As header fields write it. */
  readonly date: string
  /** A word that appears nowhere in the message. */
  readonly boundary: string
}

/** Writes the report that tells a sender what could not be delivered: reasons, and the header of the message. */
export function failureReport({ hostname, to, lost, original, date, boundary }: ReportFacts): Buffer {
  const header = [
    `From: Mail Delivery System <postmaster@${hostname}>`,
    `To: <${addressOf(to)}>`,
    'Subject: Message not delivered',
    `Date: ${date}`,
    `Message-ID: <${boundary}@${hostname}>`,
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    `Content-Type: multipart/report; report-type=delivery-status; boundary="${boundary}"`,
  ]
  const parts = [
    ['Content-Type: text/plain; charset=us-ascii', '', ...explanation(lost)],
    ['Content-Type: message/delivery-status', '', `Reporting-MTA: dns; ${hostname}`, ...lost.flatMap(fields)],
    ['Content-Type: text/rfc822-headers', '', headerOf(original)],
  ]
  const body = parts.flatMap((part) => [`--${boundary}`, ...part, ''])
  return Buffer.from([...header, '', ...body, `--${boundary}--`, ''].join('\r\n'), 'latin1')
}

const explanation = (lost: readonly FailedRecipient[]): string[] => [
  'Your message could not be delivered to:',
  '',
  ...lost.map(({ path, said: { host, text } }) => {
    const who = host === undefined ? '' : `${host} said: `
    return `  <${addressOf(path)}>: ${who}${printable(text)}`
  }),
]

const fields = ({ path, said: { status, host, text } }: FailedRecipient): string[] => [
  '',
  `Final-Recipient: rfc822; ${addressOf(path)}`,
  'Action: failed',
  `Status: ${status}`,
  ...(host === undefined ? [] : [`Remote-MTA: dns; ${host}`, `Diagnostic-Code: smtp; ${printable(text)}`]),
]

const printable = (text: string): string => text.replace(/[^\x20-\x7e]/g, '?').slice(0, 500)

/**
 * The header of a message, without the empty line that ends it. Octets above 127 become question marks: a report has to
 * get through where the message did not.
 */
function headerOf(message: Buffer): string {
  const end = message.indexOf('\r\n\r\n')
  return message
    .subarray(0, end < 0 ? message.length : end)
    .toString('latin1')
    .replace(/[\x80-\xff]/g, '?')
}
