/** Whether a character is the white space of a header (RFC 5322 §2.2). */
export const isBlank = (character: string | undefined): boolean => character === ' ' || character === '\t'

/** Takes blanks off both ends. An octet 0xA0 is a part of a letter, and `trim` would take it for white space. */
export function trimmed(text: string): string {
  let [from, to] = [0, text.length]
  while (isBlank(text[from])) from += 1
  while (isBlank(text[to - 1])) to -= 1
  return text.slice(from, to)
}
