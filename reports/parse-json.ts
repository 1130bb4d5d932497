/**
 * Parses JSON that comes from outside.
 *
 * @throws SyntaxError in one line
 */
export function parseJson(text: string): unknown {
  const value = parsed(text)
  if (isDeep(value)) throw new SyntaxError('nested too deeply')
  return value
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new SyntaxError(`not JSON: ${why.replace(/\s+/g, ' ')}`, { cause })
  }
}

/** Deeper than anything that is written here. */
const isDeep = (value: unknown, left = 100): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (left === 0 || Object.values(value).some((inner) => isDeep(inner, left - 1)))
