// How text and octets are written to a client (RFC 3501 §4.3). Text holds one character an octet.

/** Gives a string in quotes where that can be, else as a literal. */
export const writtenString = (text: string): string =>
  text.length <= 1000 && !/[^\x20\x21\x23-\x5b\x5d-\x7e]/.test(text)
    ? `"${text}"`
    : `{${text.length}}\r\n${text}`

/** The same, and as it is where it needs no quotes. */
export const writtenAstring = (text: string): string =>
  /^[!#$&'+-[\]^-z|}~]+$/.test(text) ? text : writtenString(text)

/** A string, or NIL. */
export const writtenNstring = (text: string | undefined): string =>
  text === undefined ? 'NIL' : writtenString(text)

/** Gives items in parentheses, or NIL where there are none. */
export const writtenList = (items: readonly string[]): string =>
  items.length === 0 ? 'NIL' : `(${items.join(' ')})`

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** Gives an instant as `" 1-Jan-2026 00:00:00 +0000"`. */
export function writtenDateTime(instant: number): string {
  const date = new Date(instant)
  const day = String(date.getUTCDate()).padStart(2, ' ')
  const time = date.toISOString().slice(11, 19)
  return `"${day}-${months[date.getUTCMonth()] ?? ''}-${date.getUTCFullYear()} ${time} +0000"`
}

/** Gives text in UTF-8, for clients that take it in quotes (RFC 6855 §3). */
export function writtenUtf8(text: string): string {
  const octets = Buffer.from(text, 'utf8').toString('latin1')
  return /[\x80-\xff]/.test(octets) ? `"${octets.replaceAll(/["\\]/g, '\\$&')}"` : writtenAstring(octets)
}
