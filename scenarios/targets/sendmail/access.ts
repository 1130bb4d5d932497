/** A row of a table that makemap reads. */
export const row = (key: string, value: string): string => `${key}\t${value}`

/**
 * A network as the access table can name it, by whole octets: `127.0.2.16/30` is four addresses, `127.0.0.0/15` two
 * networks.
 */
export function octetPrefixes(network: string): readonly string[] {
  const [address = '', length = '32'] = network.split('/')
  const octets = address.split('.').map(Number)
  const kept = Math.ceil(Number(length) / 8)
  const last = octets[kept - 1] ?? 0
  const outer = octets.slice(0, kept - 1)
  return Array.from({ length: 2 ** (kept * 8 - Number(length)) }, (_, more) =>
    [...outer, last + more].join('.'),
  )
}

/** Rows about clients: what they may or get, network by network. */
export const clientRows = (tag: string, networks: readonly string[], value: string): readonly string[] =>
  networks.flatMap((network) => octetPrefixes(network).map((prefix) => row(`${tag}:${prefix}`, value)))
