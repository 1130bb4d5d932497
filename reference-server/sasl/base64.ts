/**
 * Reads the base64 of a SASL line (RFC 4648 §4); undefined for anything else. No white space, no missing padding.
 *
 * - good: `AGFsaWNlAHNlc2FtZQ==`, and the empty string
 * - bad: `AGFsaWNl AHNlc2FtZQ`
 */
export function readBase64(text: string): Buffer | undefined {
  const octets = Buffer.from(text, 'base64')
  return octets.toString('base64') === text ? octets : undefined
}
