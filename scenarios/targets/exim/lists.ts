import type { NamedHosts } from '../adapter/named.ts'

/** A list as Exim reads it: IPv6 aside, entries that hold a colon are told apart by another separator. */
export const listed = (entries: readonly string[]): string =>
  entries.length === 0 ? '' : `<; ${entries.join(' ; ')}`

/** A domain stands for all of its mailboxes. */
export const senderPattern = (entry: string): string =>
  entry.includes('@') ? entry.replace(/^@/, '*@') : `*@${entry}`

/** A table to look things up in, keys in lower case. */
export const table = (rows: readonly (readonly [string, string])[]): string =>
  rows.map(([key, value]) => `"${key.toLowerCase()}": ${value}\n`).join('')

/** Hosts as a list of Exim has them: it asks itself what addresses a name has, each time a host is compared. */
export const hostList = ({ networks, names }: NamedHosts): readonly string[] => [...networks, ...names]
