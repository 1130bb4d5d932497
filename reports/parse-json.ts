/**
 * Parses JSON that comes from outside.
 *
 * @throws SyntaxError in one line
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new SyntaxError(`not JSON: ${why.replace(/\s+/g, ' ')}`, { cause })
  }
}
