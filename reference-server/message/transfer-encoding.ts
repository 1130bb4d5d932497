/** Undoes quoted-printable (RFC 2045 §6.7). What is no code stays as it is. Text holds one character an octet. */
export const fromQuotedPrintable = (text: string): string =>
  text
    .replaceAll(/[ \t]+(?=\r?\n|$)/g, '')
    .replaceAll(/=(?:([0-9A-F]{2})|\r?\n)/gi, (_code, octet?: string) =>
      octet === undefined ? '' : String.fromCharCode(Number.parseInt(octet, 16)),
    )

/** Undoes a transfer encoding; undefined for one that is not known. */
export function decoded(octets: Buffer, encoding: string): Buffer | undefined {
  switch (encoding.toLowerCase()) {
    case '':
    case '7bit':
    case '8bit':
    case 'binary':
      return octets
    case 'quoted-printable':
      return Buffer.from(fromQuotedPrintable(octets.toString('latin1')), 'latin1')
    case 'base64':
      return Buffer.from(octets.toString('latin1'), 'base64')
    default:
      return undefined
  }
}
