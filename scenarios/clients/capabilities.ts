/** What a server offers: names in capitals, parameters as written. */
export type Capabilities = ReadonlyMap<string, readonly string[]>

/**
 * Reads the lines of EHLO after the first, or of CAPA: `SIZE 1000` → `SIZE`, `['1000']`. `AUTH=PLAIN`, an old
 * spelling, counts as AUTH; a name that comes twice has the parameters of both.
 */
export function parseCapabilities(lines: readonly string[]): Capabilities {
  const capabilities = new Map<string, readonly string[]>()
  for (const line of lines) {
    const [name = '', ...params] = line
      .trim()
      .replace(/^AUTH=/i, 'AUTH ')
      .split(/\s+/)
    const keyword = name.toUpperCase()
    if (keyword !== '') capabilities.set(keyword, [...(capabilities.get(keyword) ?? []), ...params])
  }
  return capabilities
}
