const crlf = Buffer.from('\r\n')
const dot = 0x2e

/**
 * Writes octets as the rest of a multi-line reply (RFC 1939 §3): a dot that begins a line is doubled and a lone dot
 * ends it. Only CRLF begins a line; a bare CR or LF passes as it is. Octets that end in the middle of a line are given
 * a CRLF, without which the lone dot would not be one.
 */
export function multiline(octets: Buffer): Buffer {
  const pieces: Buffer[] = []
  let from = 0
  if (octets[0] === dot) pieces.push(Buffer.from('.'))
  for (let at = octets.indexOf('\r\n.'); at >= 0; at = octets.indexOf('\r\n.', at + 2)) {
    pieces.push(octets.subarray(from, at + 2), Buffer.from('.'))
    from = at + 2
  }
  pieces.push(octets.subarray(from))
  const isWhole = octets.length === 0 || octets.subarray(-2).equals(crlf)
  pieces.push(Buffer.from(isWhole ? '.\r\n' : '\r\n.\r\n'))
  return Buffer.concat(pieces)
}

/** Writes lines of text as the rest of a multi-line reply. */
export const multilineText = (lines: readonly string[]): Buffer =>
  multiline(Buffer.from(lines.map((line) => `${line}\r\n`).join(''), 'utf8'))

/** The header of a message, the empty line and so many lines of the body, or all of it where it is shorter. */
export function topOf(octets: Buffer, lines: number): Buffer {
  let end = octets.subarray(0, 2).equals(crlf) ? 2 : after(octets, '\r\n\r\n', 0)
  for (let line = 0; line < lines && end < octets.length; line += 1) end = after(octets, '\r\n', end)
  return octets.subarray(0, end)
}

const after = (octets: Buffer, mark: string, from: number): number => {
  const at = octets.indexOf(mark, from)
  return at < 0 ? octets.length : at + mark.length
}
