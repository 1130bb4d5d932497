import { printable } from '../../scenarios/evidence/printable.ts'

const longestLine = 1000
/** Headers are folded by it. */
const tab = '\t'
const utf8 = new TextDecoder('utf-8', { fatal: true })

/**
 * Octets in readable form: the usual line end is omitted, unusual ones and other control characters are shown by their
 * number (`\x00`, `\x0a`), UTF-8 is decoded and anything else is read as latin1.
 */
export function visibleLine(octets: string): string {
  const line = readable(octets.endsWith('\r\n') ? octets.slice(0, -2) : octets)
  const shown =
    line.length > longestLine ? `${line.slice(0, longestLine)}… (${line.length} characters)` : line
  return printable(shown, tab)
}

/** A whole message, its lines kept and everything else made visible. */
export const visibleMessage = (octets: string): string =>
  readable(octets)
    .split('\r\n')
    .map((line) => printable(line, tab))
    .join('\n')

function readable(octets: string): string {
  try {
    return utf8.decode(Uint8Array.from(octets, (char) => char.charCodeAt(0)))
  } catch {
    return octets
  }
}
