/** Makes every line end CRLF: a CR or LF alone becomes one. It reads octets, as latin1. */
export const withCrlf = (octets: string) => octets.replaceAll(/\r(?!\n)|(?<!\r)\n/g, '\r\n')

/** Makes a message ready for DATA: dots doubled at the start of lines, and the closing dot. */
export const stuffed = (message: string): string => `${withDoubledDots(message)}.\r\n`

/**
 * Doubles the dots at the start of lines. Lines end at CRLF only, so that nothing after a bare LF is touched
 * (RFC 5321 §4.5.2).
 */
export function withDoubledDots(message: string): string {
  const whole = message === '' || message.endsWith('\r\n') ? message : `${message}\r\n`
  const doubled = whole.replaceAll('\r\n.', '\r\n..')
  return doubled.startsWith('.') ? `.${doubled}` : doubled
}

/** Takes the doubled dot off a line; `previous` is the line before, which must have ended in CRLF. */
export const unstuffed = (line: string, previous: string | undefined) =>
  line.startsWith('.') && startsAfterCrlf(previous) ? line.slice(1) : line

/** Tells whether a line closes a message: a lone dot between two CRLF. */
export const isClosingDot = (line: string, previous: string | undefined) =>
  line === '.\r\n' && startsAfterCrlf(previous)

const startsAfterCrlf = (previous: string | undefined) => previous === undefined || previous.endsWith('\r\n')
