/** What a message is made of; header fields besides the usual ones go in as written, and body lines end in LF or CRLF. */
export interface MessageParts {
  readonly from: string | null
  readonly to: string | readonly string[]
  /** Milliseconds since the epoch, for Date. */
  readonly now: number
  /** Becomes part of the Message-ID, so that each message needs its own. */
  readonly token: string
  readonly subject?: string
  readonly body?: string
  /** Fields above the usual ones, complete and as written; a line end in one folds it. */
  readonly above?: readonly string[]
  /** The size of the whole message: the body is filled with lines up to it. */
  readonly octets?: number
  /** They come after the usual ones, and replace one of the same name. */
  readonly fields?: Readonly<Record<string, string>>
}

/**
 * Builds a plain message (RFC 5322), CRLF at every line's end.
 *
 * @throws RangeError for a message that is too large before it is filled
 */
export function buildMessage(parts: MessageParts): string {
  const { from, to, now, token, subject = 'a message of mailspec', body = 'Hello.\n' } = parts
  const { above = [], fields = {}, octets } = parts
  const replaced = new Set(Object.keys(fields).map((name) => name.toLowerCase()))
  const usual: readonly (readonly [string, string])[] = [
    ['Date', asMessageDate(now)],
    ['From', authorOf(from)],
    ['To', (typeof to === 'string' ? [to] : to).map((path) => `<${path}>`).join(', ')],
    ['Message-ID', `<${token}@client.test>`],
    ['Subject', subject],
  ]
  const kept = usual.filter(([name]) => !replaced.has(name.toLowerCase()))
  const header = [...kept, ...Object.entries(fields)].map(([name, value]) => `${name}: ${value}\n`)
  const text = [...above.map((field) => `${field}\n`), ...header, '\n', body].join('')
  const message = text.replaceAll(/\r\n|\r|\n/g, '\r\n')
  return octets === undefined ? message : `${message}${filling(octets - Buffer.byteLength(message))}`
}

/** The From field of mail with this reverse-path. Mail that has none is a program's. */
export const authorOf = (from: string | null): string =>
  from === null || from === '' ? '<mailer-daemon@client.test>' : `<${from}>`

/** A line of base64, its end included (RFC 2045 §6.8). */
const lineOctets = 78

/** Lines of so many octets, which hold as many zeros as fit in base64; the last line takes what is left over. */
function filling(octets: number): string {
  if (octets === 0) return ''
  if (octets < 2) throw new RangeError(`no line has ${octets} octets`)
  const whole = Math.max(0, Math.floor(octets / lineOctets) - 1)
  return `${line(lineOctets).repeat(whole)}${line(octets - whole * lineOctets)}`
}

const line = (octets: number): string => `${'A'.repeat(octets - 2)}\r\n`

/** A date as header fields have it, in UTC: `Thu, 01 Jan 2026 00:00:00 +0000`. */
export const asMessageDate = (now: number) => new Date(now).toUTCString().replace('GMT', '+0000')
