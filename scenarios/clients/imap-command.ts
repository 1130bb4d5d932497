/**
 * Writes a command with its arguments as strings, quoted where that is allowed and else as literals (RFC 9051 §4.3).
 *
 * @returns what goes out as one: after each piece but the last the server has to ask for more.
 *          `LOGIN`, `al"ice`, `pässe` → `LOGIN "al\"ice" {6}`, `pässe`
 */
export function commandPieces(verb: string, args: readonly string[]): readonly [string, ...string[]] {
  const pieces: [string, ...string[]] = [verb]
  for (const arg of args) {
    const last = pieces.length - 1
    if (isQuotable(arg)) {
      pieces[last] += ` ${quoted(arg)}`
    } else {
      pieces[last] += ` {${Buffer.byteLength(arg)}}`
      pieces.push(arg)
    }
  }
  return pieces
}

/** A quoted string; it may hold neither line ends nor letters beyond ASCII. */
export const quoted = (text: string) => `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`

const isQuotable = (text: string) => /^[\x20-\x7e\t]*$/.test(text)
