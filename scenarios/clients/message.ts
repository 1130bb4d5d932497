/** What a message is made of; header fields beyond the usual go in as written, body lines end in LF or CRLF. */
export interface MessageParts {
  readonly from: string | null
  readonly to: string | readonly string[]
  /** Milliseconds since the epoch, for Date. */
  readonly now: number
  /** Makes the Message-ID, and so must be the message's own. */
  readonly token: string
  readonly subject?: string
  readonly body?: string
  /** They come after the usual ones, and take the place of one of the same name. */
  readonly fields?: Readonly<Record<string, string>>
}

/** Builds a plain message (RFC 5322), CRLF at every line's end. */
export function buildMessage(parts: MessageParts): string {
  const { from, to, now, token, subject = 'a message of mailspec', body = 'Hello.\n', fields = {} } = parts
  const replaced = new Set(Object.keys(fields).map((name) => name.toLowerCase()))
  const usual: readonly (readonly [string, string])[] = [
    ['Date', asMessageDate(now)],
    ['From', from === null || from === '' ? '<mailer-daemon@client.test>' : `<${from}>`],
    ['To', (typeof to === 'string' ? [to] : to).map((path) => `<${path}>`).join(', ')],
    ['Message-ID', `<${token}@client.test>`],
    ['Subject', subject],
  ]
  const kept = usual.filter(([name]) => !replaced.has(name.toLowerCase()))
  const header = [...kept, ...Object.entries(fields)].map(([name, value]) => `${name}: ${value}\r\n`).join('')
  return `${header}\r\n${body.replaceAll(/\r\n|\r|\n/g, '\r\n')}`
}

/** A date as header fields have it, in UTC: `Thu, 01 Jan 2026 00:00:00 +0000`. */
export const asMessageDate = (now: number) => new Date(now).toUTCString().replace('GMT', '+0000')
