const longestLine = 1000
const utf8 = new TextDecoder('utf-8', { fatal: true })

/**
 * Wire octets as a reader can see them: the usual line end is left out, an unusual one and every other control
 * character is shown by its number (`\x00`, `\x0a`), UTF-8 is read as such and anything else as latin1.
 */
export function visibleLine(octets: string): string {
  const line = readable(octets.endsWith('\r\n') ? octets.slice(0, -2) : octets)
  const shown =
    line.length > longestLine ? `${line.slice(0, longestLine)}… (${line.length} characters)` : line
  return printable(shown)
}

/** A whole message, its lines kept and everything else made visible. */
export const visibleMessage = (octets: string): string =>
  readable(octets)
    .split('\r\n')
    .map((line) => printable(line))
    .join('\n')

function readable(octets: string): string {
  try {
    return utf8.decode(Uint8Array.from(octets, (char) => char.charCodeAt(0)))
  } catch {
    return octets
  }
}

// Tabs may stay; direction marks would let a line of mail rearrange the page.
const hidden = /(?!\t)\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu

/** One line of text without anything that could steer a terminal or a page. */
export const printable = (line: string): string =>
  line.replace(hidden, (char) => symbolOf(char.charCodeAt(0)))

const symbolOf = (code: number): string =>
  code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`
