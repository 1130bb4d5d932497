// Controls (C0, C1, DEL), marks that turn the direction of text or are not seen, separators of lines, halves of
// surrogate pairs, and what is no character at all.
const hidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/gu

/**
 * Text from elsewhere without anything that could steer a terminal, a page or a document: that is shown by its number.
 * `\x1b`, `\u{202e}`.
 *
 * @param kept signs that may stay nevertheless: `\n` where lines are lines
 */
export const printable = (text: string, kept = ''): string =>
  text.replace(hidden, (sign) => (kept.includes(sign) ? sign : symbolOf(sign.codePointAt(0) ?? 0)))

/** JSON that can be looked at on a terminal, and that means the same. */
export const printableJson = (json: string): string =>
  json.replace(hidden, (sign) =>
    sign === '\n' ? sign : Array.from({ length: sign.length }, (_, at) => escaped(sign, at)).join(''),
  )

const symbolOf = (code: number): string =>
  code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`

const escaped = (sign: string, at: number): string =>
  `\\u${sign.charCodeAt(at).toString(16).padStart(4, '0')}`
