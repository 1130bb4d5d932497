import { TextDecoder } from 'node:util'

const octetsAsLetters = 'windows-1252'

/** Gives octets as text; those of an unknown charset as letters of Latin. Octets that mean nothing are replaced. */
export function textOf(octets: Uint8Array, charset: string): string {
  return (decoderOf(charset) ?? new TextDecoder(octetsAsLetters)).decode(octets)
}

function decoderOf(charset: string): TextDecoder | undefined {
  // ASCII has no other octets; where there are some, they are UTF-8 more often than anything else.
  const label = /^(?:us-)?ascii$/i.test(charset) ? 'utf-8' : charset
  try {
    return new TextDecoder(label)
  } catch (cause) {
    if (cause instanceof RangeError) return undefined
    throw cause
  }
}
