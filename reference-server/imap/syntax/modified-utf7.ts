// Mailbox names in modified UTF-7 (RFC 3501 §5.1.3): what is not printable ASCII stands in base64 of UTF-16 between `&`
// and `-`, with `,` in place of `/`.

/** Good: `Entwürfe` gives `Entw&APw-rfe`, `a&b` gives `a&-b`. */
export const toModifiedUtf7 = (name: string): string =>
  name.replaceAll(/&|[^\x20-\x7e]+/g, (text) => (text === '&' ? '&-' : `&${shifted(text)}-`))

/**
 * Gives the text; undefined for what is not the one way to write it. Good: `Entw&APw-rfe`. Bad: `&`, `&AGE-`,
 * `&APw`, `&2AA-`.
 */
export function fromModifiedUtf7(written: string): string | undefined {
  const text = written.replaceAll(/&([A-Za-z0-9+,]*)-/g, (_whole, octets: string) =>
    octets === '' ? '&' : unshifted(octets),
  )
  return text.isWellFormed() && toModifiedUtf7(text) === written ? text : undefined
}

const shifted = (text: string): string =>
  Buffer.from(text, 'utf16le').swap16().toString('base64').replace(/=+$/, '').replaceAll('/', ',')

function unshifted(octets: string): string {
  const units = Buffer.from(octets.replaceAll(',', '/'), 'base64')
  return units
    .subarray(0, units.length - (units.length % 2))
    .swap16()
    .toString('utf16le')
}
