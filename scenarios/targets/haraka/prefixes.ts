/** Addresses that begin alike: `127.0.2`, `127.0.2.16`. Haraka's lists know no other networks. */
export const prefixesOf = (network: string): readonly string[] => {
  const [address = '', length = '32'] = network.split('/')
  const octets = address.split('.').map(Number)
  const whole = Math.ceil(Number(length) / 8)
  const alike = 2 ** (whole * 8 - Number(length))
  const kept = octets.slice(0, whole)
  const last = kept.pop() ?? 0
  return Array.from({ length: alike }, (_, more) => [...kept, last + more].join('.'))
}

/** The same as an expression that is matched as a whole. */
export const patternOf = (prefix: string): string =>
  prefix.split('.').length === 4 ? escaped(prefix) : `${escaped(prefix)}\\..*`

/** A text that stands for itself in an expression. */
export const escaped = (text: string): string => text.replace(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`)
